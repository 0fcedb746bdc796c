// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct KPIMeasuresTests {
    private func kpi(_ formula: Formula) -> KPI {
        KPI(
            "a.b",
            definition: "o@1",
            title: "",
            source: "",
            unit: .ratio,
            better: .none,
            basis: .flow,
            formula: formula
        )
    }

    private let part = Measure(.count, of: .sessionEngaged)
    private let whole = Measure(.count, of: .sessionStarted)

    @Test func `parts stand before wholes, each measure once`() {
        let formula = Formula.net(
            up: .measure(part),
            down: .minus(.measure(whole), .measure(part)),
            of: .measure(whole)
        )
        #expect(kpi(formula).measures == [part, whole])
        #expect(kpi(formula).nesting.wholes == [whole])
    }

    @Test func `the scores of a tally are measures, too`() {
        var kpi = kpi(.count(.measure(whole)))
        kpi.tally = Tally(first: 1, counts: [part, whole])
        #expect(kpi.measures == [whole, part])
    }

    @Test func `only sums of sums are additive`() {
        let level = Measure(.countLevel, of: .appInstalled)
        #expect(kpi(.ratio(num: .measure(part), den: .measure(whole))).numIsAdditive)
        #expect(!kpi(.count(.measure(level))).numIsAdditive)
        #expect(!kpi(.growth(.measure(part), back: nil)).numIsAdditive)
        #expect(!kpi(.share(.measure(part))).denIsAdditive)
        let net = Formula.net(up: .measure(part), down: .measure(part), of: .measure(whole))
        #expect(kpi(net).numIsAdditive && kpi(net).denIsAdditive)
    }

    @Test func `spans of days are found once wherever they stand`() {
        let span = Presence(days: 1, lag: 0, measures: [part])
        let formula = Formula.ratio(num: .active(span), den: .plus(.active(span), .measure(whole)))
        #expect(formula.presences == [span])
    }
}
