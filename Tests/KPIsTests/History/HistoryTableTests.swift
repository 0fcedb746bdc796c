// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct HistoryTableTests {
    private let plan: Plan
    private let (total, byCountry): (Int, Int)

    init() throws {
        let plan = try PlanCompiler(
            selections: [KPISelection("web.visits", by: [["country"]], windows: [60_000])]
        ).compile()
        func output(_ isTotal: Bool) -> Int {
            plan.outputs.firstIndex { (plan.tables[$0.table].groupingSet == 0) == isTotal } ?? -1
        }
        (total, byCountry) = (output(true), output(false))
        self.plan = plan
    }

    private func point(_ minute: Int64) -> HistoryPoint {
        let value = KPIValue(value: 1, num: 1, den: nil, n: 1)
        return HistoryPoint(start: minute * 60_000, value: value, isComplete: true)
    }

    @Test func `a series is asked for its name once`() {
        var table = HistoryTable(plan: plan, limitBytes: 1_000_000)
        var asked = 0
        for _ in 0..<3 {
            let slot = table.slot(byCountry, 7) {
                asked += 1
                return ([("country", "IT")], false)
            }
            #expect(slot == 0)
        }
        #expect(asked == 1)
    }

    @Test func `a stored series gets the number that tells it now`() {
        var table = HistoryTable(plan: plan, limitBytes: 1_000_000)
        let stored = HistorySeries(
            byCountry,
            of: plan,
            dimensions: [("country", "IT")],
            isOverflow: false
        )
        let slot = table.add(stored, output: byCountry)
        let told = table.slot(byCountry, 3) { ([("country", "IT")], false) }
        #expect(told == slot)
        #expect(table.series[slot]?.number == 3)
    }

    @Test func `a window that is told late comes before all others, where there is room`() {
        var table = HistoryTable(plan: plan, limitBytes: 1_000_000)
        let slot = table.slot(total, 0) { ([], false) }
        let isNew = [20, 3, 20, 21].map { table.put(point($0), in: slot) }
        #expect(isNew == [true, false, false, true])
        // More than a block of them.
        for minute in (4..<20).reversed() as [Int64] { _ = table.put(point(minute), in: slot) }
        let kept = table.series[slot]?.blocks.flatMap { table.blocks.points($0).map(\.start) }
        #expect(kept == (3...21).map { $0 * 60_000 })
    }

    @Test func `a window that is older than all others is left out of a full table`() {
        var table = HistoryTable(plan: plan, limitBytes: 2 * HistoryBlocks.blockBytes)
        let slot = table.slot(total, 0) { ([], false) }
        for minute in 10..<18 as Range<Int64> { _ = table.put(point(minute), in: slot) }
        _ = table.put(point(3), in: slot)
        #expect(table.point(in: slot, at: 3 * 60_000) == nil)
        #expect(table.point(in: slot, at: 10 * 60_000) != nil && table.droppedCount == 0)
    }

    @Test func `a series that lost all its points is forgotten, and its place used again`() {
        var table = HistoryTable(plan: plan, limitBytes: 5 * HistoryBlocks.blockBytes)
        let first = table.slot(byCountry, 1) { ([("country", "IT")], false) }
        _ = table.put(point(0), in: first)
        let second = table.slot(byCountry, 2) { ([("country", "DE")], false) }
        _ = table.put(point(0), in: second)
        let third = table.slot(byCountry, 3) { ([("country", "FR")], false) }
        _ = table.put(point(0), in: third)
        #expect(table.series[first] == nil && table.slots[byCountry] == [second, third])
        #expect(table.droppedCount == 1)
        let again = table.slot(byCountry, 1) { ([("country", "IT")], false) }
        let isNew = table.put(point(1), in: again)
        #expect(again == first && isNew)
    }
}
