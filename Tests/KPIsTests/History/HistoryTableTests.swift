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

    @Test func `a window that is older than all others is left out`() {
        var table = HistoryTable(plan: plan, limitBytes: 1_000_000)
        let slot = table.slot(total, 0) { ([], false) }
        let isNew = [5, 3, 5, 6].map { table.put(point($0), in: slot) }
        #expect(isNew == [true, false, false, true])
        #expect(table.series[slot]?.blocks.count == 1)
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
