// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct SettingsChangeTests {
    private let base = """
        application: shop
        identity: { key: 000102030405060708090a0b0c0d0e0f }
        kafka: { bootstrap.servers: "b:9092", sasl.password: first }
        inputs: [ { topic: clicks } ]
        kpis: [ web.visits, { id: email.ctr, target: { value: 0.03 } } ]
        alerts: { webhook: [ { url: "https://h/a?secret=one", secret_file: /s } ] }
        """

    private func changes(_ text: String, _ replacement: String) throws -> [String] {
        let old = try Settings.parse(base, for: .offline)
        let new = try Settings.parse(
            base.replacing(text, with: replacement),
            for: .offline
        )
        let changes = old.changes(to: new)
        return changes.map {
            let mark = $0.isReloadable ? "*" : $0.isTakenAnew ? "+" : ""
            return "\(mark)\($0.path): \($0.old) -> \($0.new)"
        }
    }

    @Test(arguments: [
        ("shop", "shop", []),
        ("shop", "\"shop\" # the same", []),
        (
            "application: shop", "log: { level: debug }\napplication: shop",
            ["*log.level: info -> debug"]
        ),
        ("value: 0.03", "value: 0.04", ["+kpis.1.target: {value: 0.03} -> {value: 0.04}"]),
        ("web.visits, ", "", ["kpis: [{id: web.visits}] -> "]),
        ("topic: clicks", "topic: taps", ["inputs.0.topics: [clicks] -> [taps]"]),
        ("b:9092", "c:9092", [#"kafka.bootstrap.servers: "b:9092" -> "c:9092""#]),
        (
            "webhook: [", "alertmanager: [ \"http://a:9093/\" ], webhook: [",
            [#"*alerts.alertmanager:  -> [{url: "***"}]"#]
        ),
        ("secret_file: /s", "secret_file: /t", ["*alerts.webhook.0.secret_file: /s -> /t"]),
    ])
    func `each key that differs is named, with both values`(
        text: String,
        replacement: String,
        expected: [String]
    ) throws {
        #expect(try changes(text, replacement) == expected)
    }

    @Test(arguments: [
        ("0e0f", "0e0e", "identity.key"), ("first", "second", "kafka.sasl.password"),
        ("secret=one", "secret=two", "*alerts.webhook.0.url"),
    ])
    func `a secret that differs is named and not shown`(
        text: String,
        replacement: String,
        path: String
    ) throws {
        #expect(try changes(text, replacement) == [#"\#(path): "***" -> "***""#])
    }

    @Test func `settings that are printed do not show what stands behind a receiver's host`() throws
    {
        let text = try Settings.parse(base, for: .offline).text
        #expect(text.contains(#"webhook: [{url: "***", secret_file: /s}]"#))
    }

    @Test func `what a running daemon takes over is what is marked, and nothing else`() throws {
        let old = try Settings.parse(base, for: .offline)
        let new = try Settings.parse(
            base.replacing("secret=one", with: "secret=two").replacing("/s ", with: "/t ")
                .replacing("value: 0.03", with: "value: 0.04")
                .replacing("alerts: {", with: "alerts: { alertmanager: [ \"http://a:9093\" ],")
                + "\nlog: { level: error, format: json }\n",
            for: .offline
        )
        let reloaded = old.reloaded(from: new)
        #expect(old.changes(to: new).count { $0.isReloadable } == 4)
        #expect(old.changes(to: reloaded) == old.changes(to: new).filter(\.isReloadable))
        #expect(reloaded.changes(to: new) == old.changes(to: new).filter { !$0.isReloadable })
    }

    @Test func `every key that is taken over is one of the reference`() {
        let paths = Set(SettingsReference.entries.map(\.path))
        #expect(Settings.reloadable.allSatisfy(paths.contains))
    }
}
