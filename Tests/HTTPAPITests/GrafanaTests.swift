// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Testing

@testable import HTTPAPI

/// The dashboards for Grafana.
struct GrafanaTests {
    private struct Dashboard: Decodable {
        struct Panel: Decodable {
            struct Target: Decodable { let expr: String }
            struct Place: Decodable { let x, y, w, h: Int }
            let title: String
            let description: String
            let gridPos: Place
            let targets: [Target]
        }
        struct Templating: Decodable {
            struct Variable: Decodable {
                let name: String
                let definition: String?
            }
            let list: [Variable]
        }
        let uid: String
        let panels: [Panel]
        let templating: Templating
    }

    private static let folder = (0..<3).reduce(URL(filePath: #filePath)) { path, _ in
        path.deletingLastPathComponent()
    }.appending(path: "deploy/grafana/dashboards")

    private static func dashboards() throws -> [Dashboard] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .map { try JSONDecoder().decode(Dashboard.self, from: Data(contentsOf: $0)) }
    }

    /// A query with something for each of Grafana's variables.
    private static func filled(_ query: String) -> String {
        query.replacing("$__rate_interval", with: "1m").replacing(/\$[a-z]+/, with: "x")
    }

    @Test func `every query names metrics that exist`() throws {
        let exposition = try PublishedFixture.exposition()
        let dashboards = try Self.dashboards()
        #expect(dashboards.map(\.uid).sorted() == ["streamgauge-kpis", "streamgauge-pipeline"])
        for dashboard in dashboards {
            let queries =
                dashboard.panels.flatMap { $0.targets.map(\.expr) }
                + dashboard.templating.list.compactMap(\.definition)
            for query in queries {
                let names = query.matches(of: /\b(streamgauge|process)_[a-z_]+/)
                    .map { String($0.output.0) }
                #expect(!names.isEmpty, "\(query)")
                for name in names {
                    let isThere = ["{", " "].contains { exposition.contains("\n\(name)\($0)") }
                    #expect(isThere, "\(name) in \(query)")
                }
            }
        }
    }

    @Test func `every query is one that Prometheus can read`() throws {
        let queries = try Self.dashboards().flatMap(\.panels).flatMap(\.targets).map(\.expr)
        let rules = queries.enumerated().map { number, query in
            "      - { record: 'q\(number)', expr: '\(Self.filled(query))' }\n"
        }
        let text = "groups:\n  - name: queries\n    rules:\n" + rules.joined()
        let file = FileManager.default.temporaryDirectory
            .appending(path: "streamgauge-queries-\(UUID().uuidString).yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try Promtool.faults(ofRules: file.path()).isEmpty)
    }

    @Test func `every variable is defined, every panel explained, none covers another`() throws {
        for dashboard in try Self.dashboards() {
            let known = Set(dashboard.templating.list.map(\.name))
            for panel in dashboard.panels {
                #expect(!panel.description.isEmpty, "\(panel.title)")
                for target in panel.targets {
                    let used = target.expr.replacing("$__rate_interval", with: "")
                        .matches(of: /\$([a-z]+)/).map { String($0.output.1) }
                    #expect(Set(used).isSubset(of: known), "\(target.expr)")
                }
            }
            var cells: Set<[Int]> = []
            for place in dashboard.panels.map(\.gridPos) {
                #expect(place.x + place.w <= 24)
                for x in place.x..<place.x + place.w {
                    for y in place.y..<place.y + place.h {
                        let isFree = cells.insert([x, y]).inserted
                        #expect(isFree, "\(dashboard.uid) at \(x), \(y)")
                    }
                }
            }
        }
    }
}
