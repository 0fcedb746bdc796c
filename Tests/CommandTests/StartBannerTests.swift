// SPDX-License-Identifier: Apache-2.0

import Events
import Settings
import Testing

@testable import streamgauge

struct StartBannerTests {
    private func settings(_ text: String) throws -> Settings {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "settings.yaml")
        return try Settings.load(file: file, overrides: [], environment: [:], for: .daemon)
    }

    private static let base = """
        application: shop
        identity: { key: 000102030405060708090a0b0c0d0e0f }
        kafka: { bootstrap.servers: "localhost:9092", sasl.password: one }
        inputs: [ { topic: clickstream }, { topics: [ mail, posts ] } ]

        """

    @Test func `the fingerprint tells settings apart, not how they are written, nor secrets`()
        throws
    {
        let first = try StartBanner.fingerprint(settings(Self.base))
        #expect(first.wholeMatch(of: /[0-9a-f]{16}/) != nil)
        let written = Self.base.replacing("one", with: "two") + "start: latest # as usual\n"
        #expect(try StartBanner.fingerprint(settings(written)) == first)
        #expect(try StartBanner.fingerprint(settings(Self.base + "start: earliest\n")) != first)
    }

    @Test func `a start tells with what it counts, within which quotas`() throws {
        let blueprint = try Blueprint(settings(Self.base))
        var group = ControlGroup.current
        (group.memoryBytes, group.processors) = (2_000_000_000, 1.5)
        let fields = Dictionary(StartBanner.fields(blueprint, group: group)) { $1 }
        #expect(fields["application"] == "shop")
        #expect(fields["limits_memory"] == "4000MB")
        #expect(fields["quota_memory"] == "2000MB" && fields["quota_cpus"] == "1.5")
        #expect(fields["librdkafka"]?.split(separator: ".").count == 3)
        #expect(fields["key"] == blueprint.identity.fingerprint)
    }
}
