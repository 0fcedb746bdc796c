// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing
import Windowing

@testable import Pipeline

struct ClosingGroupTests {
    private static func plan() throws -> Plan {
        var compiler = PlanCompiler()
        compiler.selections = [
            KPISelection("web.pageviews", by: [["country"]]),
            KPISelection("web.visitors"), KPISelection("web.bounce_rate"),
            KPISelection("web.current_visitors"),
        ]
        return try compiler.compile()
    }

    private func group(_ shape: WindowShape, next: Int64) -> ClosingGroup {
        ClosingGroup(
            table: 0,
            groupingSet: 1,
            shape: shape,
            finality: 5,
            outputs: [3, 4],
            expected: [[7], []],
            next: next
        )
    }

    @Test func `each output of a plan is in one group, with those of its table and size`() throws {
        let plan = try Self.plan()
        let groups = ClosingGroup.all(of: plan)
        #expect(groups.flatMap(\.outputs).sorted() == Array(plan.outputs.indices))
        #expect(Set(groups.map { "\($0.table) \($0.shape.text)" }).count == groups.count)
        for group in groups {
            #expect(group.groupingSet == plan.tables[group.table].groupingSet)
            #expect(group.expected.count == group.outputs.count)
            for output in group.outputs.map({ plan.outputs[$0] }) {
                #expect(output.table == group.table)
                #expect(output.shape == group.shape)
                #expect(output.finality == group.finality)
            }
        }
        #expect(groups.contains { !$0.shape.isSinglePane })
    }

    @Test func `a window is due at its end and finality, nothing before time began`() {
        #expect(group(60, next: 120).due == 185)
        #expect(group(60, next: .max).due == .max)
    }

    @Test func `expected series are reported when empty, and the total always`() {
        var group = group(60, next: 0)
        #expect(group.isUnconditional(7, 0))
        #expect(!group.isUnconditional(8, 0))
        #expect(!group.isUnconditional(7, 1))
        group.groupingSet = 0
        #expect(group.isUnconditional(0, 1))
    }

    @Test func `a row is closed with the first window it belongs to, or by its own final`() throws {
        let tables = PaneTables(
            [PaneTable.Shape(paneSize: 10, cellCount: 1)],
            budget: RowBudget(maximum: 10)
        )
        let row = try #require(tables[0].row(series: 0, paneStart: 100))
        #expect(!group(10, next: 100).isClosed(row))
        #expect(group(10, next: 110).isClosed(row))
        // Windows of 50 that hold the pane start at 60 to 100.
        #expect(!group(.sliding(size: 50, hop: 10), next: 60).isClosed(row))
        #expect(group(.sliding(size: 50, hop: 10), next: 70).isClosed(row))
        row.isFinal = true
        #expect(group(10, next: 100).isClosed(row))
        #expect(!group(.sliding(size: 50, hop: 10), next: 60).isClosed(row))
    }

    @Test func `a window of several panes can be closed in part`() {
        var group = group(.sliding(size: 50, hop: 10), next: 70)
        #expect(group.isClosed(60, 1, 9))
        #expect(!group.isClosed(70, 0, 1))
        group.closed = (0, 5)
        #expect(group.isClosed(70, 0, 5))
        #expect(!group.isClosed(70, 0, 6) && !group.isClosed(70, 1, 1))
        #expect(!group.isClosed(80, 0, 1))
        group.next = 80
        #expect(group.isClosed(70, 1, 9) && !group.isClosed(80, 0, 1))
    }

    @Test func `days of a zone are due by its clock`() {
        var group = group(86_400_000, next: 0)
        group.calendar = ZoneCalendar(offset: 3_600_000, changes: [])
        #expect(group.due == 23 * 3_600_000 + 5)
        #expect(group.firstOpen(at: 23 * 3_600_000 + 4) == 0)
        #expect(group.firstOpen(at: 23 * 3_600_000 + 5) == 86_400_000)
    }
}
