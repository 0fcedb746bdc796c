// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct CellOrderTests {
    private let opened = Measure(.count, of: .messageOpened)
    private let clicked = Measure(.count, of: .messageClicked)
    private let delivered = Measure(.count, of: .messageDelivered)

    @Test func `a part is moved before a whole that came first`() {
        var order = CellOrder()
        order.add(kpi(.count(.measure(delivered))))
        order.add(kpi(.ratio(num: .measure(opened), den: .measure(delivered))))
        #expect(order.cells == [opened, delivered])
    }

    @Test func `a chain of parts is kept`() {
        var order = CellOrder()
        order.add(kpi(.ratio(num: .measure(opened), den: .measure(delivered))))
        order.add(kpi(.ratio(num: .measure(clicked), den: .measure(opened))))
        #expect(order.cells == [clicked, opened, delivered])
    }

    @Test func `two parts of each other keep their order instead of looping`() {
        var order = CellOrder()
        order.add(kpi(.ratio(num: .measure(opened), den: .measure(clicked))))
        order.add(kpi(.ratio(num: .measure(clicked), den: .measure(opened))))
        #expect(order.cells == [opened, clicked])
    }

    @Test func `what a numerator shares with its denominator is no part`() {
        var order = CellOrder()
        let rest = Expression.measure(delivered) - .measure(opened)
        order.add(kpi(.ratio(num: rest, den: .measure(delivered))))
        #expect(order.cells == [opened, delivered])
    }

    private func kpi(_ formula: Formula) -> KPI {
        KPI(
            "test.kpi",
            definition: "test@1",
            title: "",
            source: "",
            unit: .ratio,
            better: .none,
            basis: .cohort,
            formula: formula
        )
    }
}
