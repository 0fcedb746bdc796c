// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Settings
import Testing
import YAMLText

@testable import streamgauge

struct MemoryBudgetTests {
    private func blueprint(_ text: String) throws -> Blueprint {
        try Blueprint(try Settings.parse(text, name: "s.yaml", for: .offline), identity: .fixed)
    }

    /// The whole catalogue by dimensions.
    private static func everything(by: String) -> String {
        let kpis = Catalogue.kpis().map { "\n  - { id: \($0.id), by: \(by) }" }
        return "limits: { memory: 4500MB }\nwindows: [10s, 1m, 1h, 1d, 1w]\nkpis:" + kpis.joined()
    }

    @Test(arguments: [
        "", everything(by: "[[country]]"),
        "kpis: [ web.bounce_rate, { id: email.ctr, by: [ [campaign], [campaign, country] ] } ]",
    ])
    func `limits at their defaults fit, all KPIs by a dimension need more`(text: String) throws {
        let blueprint = try blueprint(text)
        #expect(blueprint.budget.excessBytes == 0)
        #expect(blueprint.memoryErrors.isEmpty)
        #expect(blueprint.budget.totalBytes > 2_500_000_000)
    }

    @Test func `limits that do not fit name the one to lower`() throws {
        let errors = try blueprint("limits:\n  memory: 2GB\n").memoryErrors
        #expect(errors.count == 1)
        let text = errors.first?.description ?? ""
        #expect(text.hasPrefix("s.yaml:2:"))
        #expect(text.contains("more than `limits.memory` (2000 MB); lower `limits."))
    }

    @Test func `transitions between stages take room where they are wanted`() throws {
        let kpis = "kpis: [ journey.trust ]\n"
        let without = try blueprint(kpis).budget
        let with = try blueprint(kpis + "output: { transitions_topic: t }").budget
        #expect(with.totalBytes - without.totalBytes > 5_000_000)
    }

    @Test func `answers on their way over HTTP take room, more where they show more series`() throws
    {
        func part(_ text: String) throws -> MemoryBudget.Part? {
            try blueprint(text).budget.parts.first { $0.setting == "http.series" }
        }
        #expect(try part("")?.bytes == 64 << 20)
        #expect(try part("http: { series: 100000 }")?.bytes == 100_000 * 2_048)
    }

    @Test func `lower limits fit less memory`() throws {
        let text = """
            dedup: { entries: 1000000 }
            limits: { memory: 600MB, sessions: 100000, actors: 100000, messages: 100000, aliases: 100000, objects: 1000, responses: 1000, threads: 1000, top_values: 1000 }
            """
        #expect(try blueprint(text).memoryErrors.isEmpty)
    }

    @Test func `windows whose totals find no rows are refused`() throws {
        let text = """
            windows: [1s, 1d]
            limits: { rows: 500000 }
            kpis: [ { id: email.ctr, windows: [1s] } ]
            """
        let error = try #require(try blueprint(text).memoryErrors.first).description
        #expect(error.hasPrefix("s.yaml:2:"))
        #expect(error.contains("more than `limits.rows` (500000): those of 1s stay for "))
        #expect(try blueprint(text.replacing("500000", with: "700000")).memoryErrors.isEmpty)
    }

    @Test func `each rule takes a byte for each series that there may be`() throws {
        func bytes(_ rules: String) throws -> Int? {
            let text =
                "limits: { series: 300000 }\nkpis: [ web.visits ]\nalerts: { rules: [\(rules)] }"
            return try blueprint(text).budget.parts.first { $0.name == "series of rules" }?.bytes
        }
        let (one, two) = (
            "{ name: a, kpi: web.visits, below: 1 }", "{ name: b, kpi: web.visits, above: 9 }"
        )
        let difference = try #require(try bytes("\(one), \(two)")) - (try #require(try bytes(one)))
        #expect(difference == 300_000)
    }

    @Test func `rules that look back further than history can hold are refused`() throws {
        func errors(_ window: String) throws -> [SettingsError] {
            try blueprint(
                """
                windows: [ 10s, 1h ]
                limits: { history: 1MB }
                kpis: [ web.pageviews ]
                alerts: { rules: [ { name: a, kpi: web.pageviews, window: \(window), change: week, below: -50 } ] }
                """
            ).memoryErrors
        }
        let error = try #require(try errors("10s").first).description
        #expect(error.hasPrefix("s.yaml:4:"), "\(error)")
        #expect(error.contains("of history; there are 1 MB; raise `limits.history`"), "\(error)")
        #expect(try errors("1h").isEmpty)
    }

    @Test func `history gets a third of what the limits leave, and no more than its own`() {
        let part = MemoryBudget.Part(name: "rows", setting: "limits.rows", limit: 1, bytes: 1 << 30)
        func budget(_ rest: Int) -> MemoryBudget {
            MemoryBudget([part], historyLimit: 256 << 20, availableBytes: (1 << 30) + rest)
        }
        #expect(budget(1 << 40).historyBytes == 256 << 20)
        #expect(budget(300 << 20).historyBytes == 100 << 20)
        #expect(budget(300 << 20).sketchBytes == 200 << 20)
        #expect(budget(300 << 20).excessBytes == 0)
        #expect(budget(0).historyBytes == 16 << 20 && budget(0).excessBytes == 48 << 20)
    }

    @Test func `what the limits leave goes to sketches, within bounds`() {
        let part = MemoryBudget.Part(name: "rows", setting: "limits.rows", limit: 1, bytes: 1 << 30)
        let tight = MemoryBudget([part], availableBytes: 1 << 30)
        #expect(tight.sketchBytes == 32 << 20 && tight.excessBytes == 32 << 20)
        let wide = MemoryBudget([part], availableBytes: 1 << 40)
        #expect(wide.sketchBytes == 512 << 20 && wide.excessBytes == 0)
        let middle = MemoryBudget([part], availableBytes: (1 << 30) + (100 << 20))
        #expect(middle.sketchBytes == 100 << 20 && middle.excessBytes == 0)
        #expect(middle.totalBytes == middle.availableBytes)
    }

    @Test func `the table says each part, the sum and what there is`() {
        let part = MemoryBudget.Part(
            name: "rows",
            setting: "limits.rows",
            limit: 4_000_000,
            bytes: 500_000_000
        )
        let text = MemoryBudget([part], availableBytes: 600_000_000).text
        #expect(
            text == """
                  rows      limits.rows    4,000,000  500 MB
                  sketches                            100 MB
                  together  limits.memory             600 MB
                  of 600 MB that limits.memory allows

                """
        )
    }
}
