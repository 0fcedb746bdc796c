// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Pipeline

struct TargetBookTests {
    private static func selection(_ id: String, by: [[String]] = []) -> KPISelection {
        KPISelection(id, by: by, windows: [60_000], target: TargetDraft(value: 1))
    }

    private func book(_ selections: [KPISelection]) throws -> TargetBook {
        let aggregator = Aggregator(
            AggregatorConfiguration(plan: try PlanCompiler(selections: selections).compile())
        )
        return aggregator.emission.targets
    }

    @Test func `it has room for every series of the outputs with a target`() throws {
        let plain = KPISelection("web.visits", by: [["country"]], windows: [60_000])
        #expect(try book([plain]).limit == 0)
        let both = try book([plain, Self.selection("web.pageviews", by: [["country"]])])
        #expect(both.limit == 100_001)
        #expect(both.count == 0)
    }

    @Test func `only outputs that settle late with bounds are looked at early`() throws {
        let ids = ["web.bounce_rate", "web.pageviews", "email.ctr", "web.avg_session_duration"]
        let selections = ids.map { id in
            KPISelection(id, windows: [3_600_000], target: TargetDraft(value: 1))
        }
        let book = try book(selections)
        #expect(book.earlyOutputs.map(\.output) == [0])
    }

    @Test func `what is known of a series is kept by its number`() throws {
        var book = try book([Self.selection("web.pageviews", by: [["country"]])])
        let output = try #require(book.targets.indices.last)
        #expect(book.standing(output, 3) == nil)
        var entry = book.entry(output, 3)
        #expect(entry.newest == .min)
        _ = entry.state.take(.noData, end: 60, hold: 2)
        entry.newest = 0
        book.set(entry, output, 3)
        #expect(book.standing(output, 3) == TargetStanding(status: .noData, since: 60))
        #expect(book.entry(output, 3).newest == 0)
        #expect(book.standing(output, 2) == nil && book.entry(output, 2).newest == .min)
        #expect(book.count == 4)
    }
}
