// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLText

@testable import KPIs

struct FormulaFunctionTests {
    private static let measures = """
        measures:
          scores: { fold: tally score 0..10, of: answer_given }
          time: { fold: sum duration, of: session_ended }
          visits: { fold: count, of: session_started }
          active_days: { fold: count, of: person_active }
          total: { fold: sum total, of: totals_read }
          comeback: { fold: count, of: person_active, where: gap > 7 }
          newest: { fold: last score, of: event.rank }
        kpis:
          - { id: a.b, definition: o@1, unit: score, basis: flow, formula: "
        """

    private func kpi(_ formula: String, unit: String = "score") throws -> KPI {
        var definitions = Definitions.builtIn
        let text = (Self.measures + formula + "\" }\n").replacing(
            "unit: score",
            with: "unit: \(unit)"
        )
        let errors = definitions.add(Array(text.utf8), file: "f.yaml")
        try #require(errors.isEmpty, "\(errors)")
        return try #require(definitions.kpis().last)
    }

    private func fault(_ formula: String) -> String {
        var definitions = Definitions.builtIn
        return definitions.add(Array((Self.measures + formula + "\" }\n").utf8), file: "f.yaml")
            .map(\.description).joined()
    }

    @Test func `active takes no measure that asks for the gap itself`() {
        let told = fault("active(comeback, 7d)")
        #expect(told.contains("`comeback`: `active` counts persons by the gap"), "\(told)")
    }

    @Test func `a net adds only what is measured alike`() {
        let told = fault("net(time, visits, visits)")
        #expect(told.contains("units clash: a time on the left, a number of things on the right"))
    }

    @Test func `a net is told of parts of a tally, whose scores travel with it`() throws {
        let kpi = try kpi("net(within(scores, 9..10), within(scores, 0..6), scores)")
        guard case .net(let up, let down, let all) = kpi.formula else {
            Issue.record("\(kpi.formula)")
            return
        }
        #expect([up, down, all].map { $0.measures.count } == [2, 7, 11])
        #expect(kpi.tally?.scores == 0..<11)
        #expect(kpi.tally?.counts[9].filter.values == 8_500...9_499)
    }

    @Test func `a mean of a tally can be rescaled`() throws {
        guard case .spread(let sum, let squares, _) = try kpi("0.5 * mean(scores)").formula else {
            Issue.record("no spread")
            return
        }
        #expect(sum.text.hasPrefix("0.5 * (0 * "))
        #expect(squares.text.hasPrefix("0.25 * (0 * "))
        #expect(try kpi("mean(scores) * 0.5").formula == kpi("0.5 * mean(scores)").formula)
    }

    @Test func `active persons count by the gaps that reach out of the span`() throws {
        guard case .count(.active(let span)) = try kpi("active(active_days, 7d, 2d)").formula else {
            Issue.record("no presence")
            return
        }
        #expect(span.days == 7 && span.lag == 2)
        #expect(span.measures.map(\.filter.values.lowerBound) == [1, 2, 3, 4, 5, 6, 7])
        #expect((0...10).map { span.gap(ofPane: $0) } == [nil, nil, 6, 5, 4, 3, 2, 1, 0, nil, nil])
    }

    @Test func `growth, share, level, quantile and single values are formulas`() throws {
        #expect(try kpi("growth(visits, 7d)").formula.comparesBack == 604_800_000)
        #expect(try kpi("growth(visits)").formula.comparesBack == 0)
        #expect(try kpi("share(visits)").formula.needsTotal)
        #expect(try kpi("level(total)").formula.text.hasPrefix("sum so far(total of totals_read"))
        #expect(
            try kpi("quantile(0.9, time)", unit: "seconds").formula.text.hasPrefix(
                "quantile 0.9 of histogram("
            )
        )
        guard case .single(_, .some(let time), 1_000) = try kpi("newest").formula else {
            Issue.record("no last value")
            return
        }
        #expect(time.fold == .lastTime)
    }

    @Test(arguments: [
        ("medium(time)", "no function is called `medium`; did you mean `median(…)`?"),
        ("net(visits, visits)", "`net` has 2 arguments, not 3"),
        ("visits + growth(visits)", "`growth` cannot be part of another formula"),
        ("active(visits, 7d)", "`visits`: it does not count active persons"),
        ("active(active_days, 40d, 40d)", "at most 56 days together"),
        ("active(active_days, 36h)", "spans must be whole days"),
        ("level(time) / level(scores)", "`scores`: it has no level"),
        ("within(visits, 1..2)", "`visits`: it is no tally"),
        ("within(scores, 2)", "the second argument must be a range"),
        ("quantile(2, time)", "the first argument must be a part such as 0.95"),
        ("growth(visits, 7)", "the second argument must be a duration"),
        ("mean(visits)", "`visits`: it has no mean with a spread"),
        ("0.2 * mean(time)", "`time`: only the mean of a tally can have a factor; leave it away"),
        ("0.2 * mean(visits)", "`visits`: only the mean of a tally can have a factor"),
        ("newest + visits", "`newest` is a value and cannot be added to others"),
        ("share(visit)", "no measure is called `visit`; did you mean `visits`?"),
    ])
    func `what makes no sense is told with the way out`(formula: String, message: String) {
        let fault = fault(formula)
        #expect(fault.hasPrefix("f.yaml:10:"), "\(fault)")
        #expect(fault.contains(message), "\(fault)")
    }
}
