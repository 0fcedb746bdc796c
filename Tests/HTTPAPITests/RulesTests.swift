// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Testing

@testable import HTTPAPI

/// The rules for Prometheus that watch the daemon.
struct RulesTests {
    private static let package = (0..<3).reduce(URL(filePath: #filePath)) { path, _ in
        path.deletingLastPathComponent()
    }
    private static let rules = package.appending(path: "deploy/prometheus/streamgauge.rules.yaml")

    @Test func `they fire when they should and not before`() throws {
        let tests = Self.package
            .appending(path: "Tests/HTTPAPITests/Rules/streamgauge.rules.test.yaml")
        let text = try String(contentsOf: tests, encoding: .utf8)
            .replacing("RULES", with: Self.rules.path())
        let file = FileManager.default.temporaryDirectory
            .appending(path: "streamgauge-rules-\(UUID().uuidString).yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try Promtool.failures(ofRuleTests: file.path()).isEmpty)
    }

    @Test func `they ask for metrics that exist`() throws {
        let fixture = try PublishedFixture()
        fixture.store.publish(status: PublishedFixture.status)
        let server = ServerCounts()
        server.set(certificateExpiry: 1)
        let route = MetricsRoute(
            store: fixture.store,
            version: "1.2.3",
            server: server,
            staleAfterMilliseconds: 300_000,
            now: { PublishedFixture.end },
            process: { ProcessReading() }
        )
        let answer = try route.answer(HTTPRequest(path: "/metrics"))
        let exposition = String(decoding: answer.body.bytes, as: UTF8.self)
        let text = try String(contentsOf: Self.rules, encoding: .utf8)
        let names = Set(text.matches(of: /streamgauge_[a-z_]+/).map { String($0.output) })
        #expect(names.count > 8)
        for name in names {
            #expect(
                exposition.contains("\n\(name){") || exposition.contains("\n\(name) "),
                "\(name)"
            )
        }
    }
}
