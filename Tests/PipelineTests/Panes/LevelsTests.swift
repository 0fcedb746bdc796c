// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct LevelsTests {
    private static let text = """
        measures:
          fans: { fold: sum total, of: totals_read, where: metric = fans }
          orders: { fold: count, of: event.order, where: value > 10 }
          money: { fold: sum value, of: event.order }
        kpis:
          - { id: own.fans, definition: o@1, unit: count, formula: level(fans) }
          - { id: own.orders, definition: o@1, unit: count, formula: level(orders) }
          - { id: own.money, definition: o@1, unit: currency, formula: level(money) }
          - { id: own.plain, definition: o@1, unit: count, formula: orders }
        """

    private func plan() throws -> Plan {
        var compiler = PlanCompiler(windows: [60_000])
        try #require(compiler.definitions.add(Array(Self.text.utf8), file: "f.yaml").isEmpty)
        compiler.selections = ["fans", "orders", "money", "plain"].map { KPISelection("own.\($0)") }
        return try compiler.compile()
    }

    private func cell(_ plan: Plan, _ fold: Fold, of kind: FactKind, value: Bool = true) -> Int {
        plan.tables[0].cells.firstIndex { $0.fold == fold && $0.fact == kind } ?? -1
    }

    @Test func `only facts and events of levels count, by their filters`() throws {
        let plan = try plan()
        let levels = Levels(plan, seriesLimit: 10)
        #expect(levels.kinds == 1 << UInt64(FactKind.totalsRead.rawValue))
        #expect(levels.types == 1 << UInt64(EventType.order.rawValue))
        var fact = Fact(.totalsRead, channel: .social, time: 0, combination: 0, metric: .fans)
        fact.value = 5
        levels.add(fact, sign: 1) { _ in 0 }
        fact.value = 2
        levels.add(fact, sign: -1) { _ in 0 }
        fact.metric = .reach
        levels.add(fact, sign: 1) { _ in 0 }
        let fans = cell(plan, .valueLevel, of: .totalsRead)
        #expect(levels.value(table: 0, cell: fans, series: 0) == 3)
    }

    @Test func `events count in the selections that take them`() throws {
        let plan = try plan()
        let levels = Levels(plan, seriesLimit: 10)
        var event = Event()
        (event.type, event.value) = (.order, 2.5)
        levels.add(event, taking: .max) { _ in 0 }
        levels.add(event, taking: 0) { _ in 0 }
        let orders = cell(plan, .countLevel, of: .event)
        let money = cell(plan, .valueLevel, of: .event)
        #expect(levels.value(table: 0, cell: orders, series: 0) == 1)
        #expect(levels.value(table: 0, cell: money, series: 0) == 2_500_000)
        #expect(levels.value(table: 0, cell: money, series: 1) == 0)
    }
}
