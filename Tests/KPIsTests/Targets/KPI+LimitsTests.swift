// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct `KPI+LimitsTests` {
    private func kpi(_ id: String, own text: String = "") throws -> KPI {
        var definitions = Definitions.builtIn
        let errors = text.isEmpty ? [] : definitions.add(Array(text.utf8), file: "own.yaml")
        try #require(errors.isEmpty, "\(errors)")
        return try #require(definitions.kpis().first { $0.id == id })
    }

    private static let own = """
        measures: { views: { fold: count, of: page_viewed }, nights: { fold: sum value, of: event.stay } }
        kpis:
          - { id: own.rate, definition: o@1, unit: ratio, basis: cohort, formula: views / views }
          - { id: own.part, definition: o@1, unit: ratio, share: yes, formula: views / views }
          - { id: own.sum, definition: o@1, unit: count, formula: nights }
          - { id: own.less, definition: o@1, unit: count, formula: views - 2 * views }
          - { id: own.more, definition: o@1, unit: count, formula: views + 2 * views }
          - { id: web.bounce_rate, definition: o@1, target: { value: 0.3 } }
          - { id: email.ctr, definition: o@1, basis: flow }
          - { id: email.ctor, definition: o@1, formula: views / views }
        """

    @Test func `every built-in ratio of a cohort is a share`() {
        let ratios = Definitions.builtIn.kpis().filter { $0.unit == .ratio && $0.basis == .cohort }
        #expect(ratios.count > 40)
        #expect(ratios.filter { !$0.isShare }.map(\.id) == [])
        #expect(Definitions.builtIn.kpis().count(where: \.isShare) == ratios.count)
    }

    @Test(arguments: [
        ("web.bounce_rate", true), ("own.rate", false), ("own.part", true), ("email.ctr", false),
        ("email.ctor", false),
    ])
    func `what a user has defined is no share for certain`(id: String, isShare: Bool) throws {
        #expect(try kpi(id, own: Self.own).isShare == isShare)
    }

    @Test(
        arguments: [
            ("own.rate", 1.0, nil), ("own.rate", 40, "own.rate is a ratio: write 0.4 for 40 %"),
            ("mkt.roas", 9, nil), ("mkt.roas", 15, "mkt.roas is a ratio: write 0.15 for 15 %"),
            ("web.visits", 40, nil), ("web.bounce_rate", 40, nil), ("cx.nps", 40, nil),
        ] as [(String, Double, String?)]
    )
    func `a limit of another ratio is doubtful where it looks like percent`(
        id: String,
        limit: Double,
        hint: String?
    ) throws {
        #expect(try kpi(id, own: Self.own).doubtfulHint(forLimit: limit) == hint)
    }

    @Test(arguments: [
        ("web.visits", true), ("web.visitors", true), ("web.bounce_rate", true),
        ("web.top_pages", true), ("own.more", true), ("own.less", false), ("own.sum", false),
        ("mkt.roi", false), ("cx.nps", false),
    ])
    func `what only counts is never below 0`(id: String, isNeverNegative: Bool) throws {
        #expect(try kpi(id, own: Self.own).isNeverNegative == isNeverNegative)
    }
}
