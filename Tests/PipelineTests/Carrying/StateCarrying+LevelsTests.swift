// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

/// What is so far goes on, whatever becomes of the panes in which its changes count.
struct StateCarryingLevelsTests {
    private typealias Bench = AggregatorBench

    private static let fans = KPISelection("social.fans")

    private func read(
        _ total: Double,
        of object: UInt64 = 1,
        at minute: Int64,
        _ bench: inout Bench
    ) {
        bench.event(.totals, at: 60 * minute, id: UInt64(50_000 + minute)) {
            $0.object = object
            $0.totals[Int(TotalsMetric.fans.rawValue)] = total
        }
    }

    private static func bench(
        _ selections: [KPISelection],
        _ lateness: Int64 = 60,
        from state: CarriedState? = nil
    ) throws -> Bench {
        try Bench(
            selections,
            windows: [.tumbling(3_600_000)],
            lateness: [10: lateness],
            from: state?.image
        ) {
            if let state { $0.freshness = state.freshness }
        }
    }

    private func carried(
        _ bench: inout Bench,
        to selections: [KPISelection],
        lateness: Int64 = 60
    ) throws -> Bench {
        var recorder = StateRecorder(clockOffset: 0)
        var image = StateImage()
        try image.apply(bench.aggregator.record(to: &recorder))
        let plain = try Self.bench(selections, lateness)
        let state = try CarriedState(image, to: plain.aggregator.storedPlan)
        return try Self.bench(selections, lateness, from: state)
    }

    /// The fans of an hour's final, and whether it is complete.
    private func final(at minute: Int64, _ bench: borrowing Bench) -> (fans: Int, isComplete: Bool)?
    {
        bench.matching(60 * minute, nil, nil, "social.fans").last { $0.kind == .final }
            .map { (Int($0.value.num), $0.isComplete) }
    }

    @Test func `a level goes on in rows that begin anew`() throws {
        var first = try Self.bench([Self.fans])
        read(5_000, at: 5, &first)
        read(700, of: 2, at: 6, &first)
        first.pass(to: 60 * 250)
        first.collect()
        #expect(final(at: 60, first)?.fans == 5_700)
        // With another lateness the rows are others, and the tracker knows the reading.
        var second = try carried(&first, to: [Self.fans], lateness: 120)
        read(5_003, at: 310, &second)
        second.pass(to: 60 * 900)
        second.collect()
        let hour = final(at: 300, second)
        #expect(hour?.fans == 5_703 && hour?.isComplete == true)
        // And in those of a third.
        var third = try carried(&second, to: [Self.fans], lateness: 180)
        read(5_001, at: 910, &third)
        third.pass(to: 60 * 2_000)
        third.collect()
        let later = final(at: 960, third)
        #expect(later?.fans == 5_701 && later?.isComplete == true)
    }

    @Test func `a level of a grouping that comes lacks what was read before, and says so`() throws {
        var first = try Self.bench([Self.fans])
        read(5_000, at: 5, &first)
        first.pass(to: 60 * 250)
        first.collect()
        let byCountry = KPISelection("social.fans", by: [["country"]])
        for lateness in [60, 120] as [Int64] {
            var second = try carried(&first, to: [byCountry], lateness: lateness)
            read(5_003, at: 310, &second)
            second.pass(to: 60 * 900)
            second.collect()
            let told = second.values.filter { $0.kind == .final && $0.gapUntil == nil }
            let start = Bench.midnight + 300 * 60_000
            let grouped = told.filter { second.plan.groupingSet(ofOutput: $0.output) != 0 }
            #expect(grouped.first { $0.start == start }.map { Int($0.value.num) } == 3)
            #expect(grouped.allSatisfy { !$0.isComplete }, "also not later")
            let total = told.first {
                $0.start == start && second.plan.groupingSet(ofOutput: $0.output) == 0
            }
            #expect(total?.value.num == 5_003 && total?.isComplete == true)
            first = try carried(&first, to: [Self.fans])
        }
    }

    @Test func `a level that comes before any reading has all of them`() throws {
        let views = KPISelection("web.pageviews")
        var first = try Self.bench([views])
        first.view(at: 300)
        first.collect()
        var second = try carried(&first, to: [views, Self.fans])
        read(5_000, at: 70, &second)
        second.pass(to: 60 * 400)
        second.collect()
        var third = try carried(&second, to: [views, Self.fans], lateness: 120)
        read(5_002, at: 410, &third)
        third.pass(to: 60 * 1_000)
        third.collect()
        let hour = final(at: 420, third)
        #expect(hour?.fans == 5_002 && hour?.isComplete == true)
    }

    @Test func `readings that nothing asked for in between are no baseline any more`() throws {
        let views = KPISelection("web.pageviews")
        var first = try Self.bench([views, Self.fans])
        read(5_000, at: 5, &first)
        first.pass(to: 60 * 250)
        first.collect()
        var second = try carried(&first, to: [views])
        second.pass(to: 60 * 400)
        second.collect()
        var third = try carried(
            &second,
            to: [views, Self.fans, KPISelection("social.audience_change")]
        )
        read(9_000, at: 410, &third)
        third.pass(to: 60 * 1_000)
        third.collect()
        #expect(final(at: 420, third)?.fans == 9_000)
        let change = third.matching(60 * 360, nil, nil, "social.audience_change").last
        #expect(
            change == nil || change?.value.num == 0,
            "two months of growth are not one hour's"
        )
    }
}
