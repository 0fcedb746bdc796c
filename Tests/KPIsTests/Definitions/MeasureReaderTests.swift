// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct MeasureReaderTests {
    private func kpi(_ measure: String, _ keys: String = "formula: x") throws -> KPI {
        try OwnFile(measures: ["x: { \(measure) }"]).kpi(keys)
    }

    @Test(arguments: [
        ("silence, of: fan_wrote", "seconds", Int64.max),
        ("gap, of: person_active", "count", Int64(Int32.max)),
    ])
    func `what a first thing lacks is in no sum, mean or quantile, but counts`(
        quantity: String,
        unit: String,
        missing: Int64
    ) throws {
        for (fold, formula) in [
            ("sum", "x"), ("sum", "median(x)"), ("mean", "x"), ("mean", "quantile(0.9, x)"),
        ] {
            let file = OwnFile(measures: ["x: { fold: \(fold) \(quantity) }"], unit: unit)
            let kpi = try file.kpi(#"formula: "\#(formula)""#)
            for measure in kpi.measures {
                #expect(!measure.filter.values.contains(missing), "\(fold) \(formula)")
                #expect(measure.filter.values.contains(missing - 1))
            }
        }
        let of = quantity.split(separator: ": ").last ?? ""
        let count = try #require(try kpi("fold: count, of: \(of)").measures.first)
        #expect(count.filter.values.contains(missing))
    }

    @Test func `a tally keeps what its condition says of the same quantity`() throws {
        let kpi = try kpi("fold: tally score 0..10, of: answer_given, where: score >= 5")
        let ranges = kpi.measures.map(\.filter.values)
        #expect(ranges.count == 11)
        #expect(!ranges.contains { $0.contains(2_000) } && ranges.contains { $0.contains(9_000) })
    }

    @Test(arguments: [
        ("fold: count, of: event.article_read, where: name = news", "formula: x"),
        ("fold: count, of: [event.article_read, event.conversion], where: name != a", "formula: x"),
        ("fold: top name, of: event.article_read", "formula: top(x)"),
    ])
    func `the name of events of an own type is not asked for`(measure: String, keys: String) {
        let errors = OwnFile(measures: ["x: { \(measure) }"]).errors(keys)
        #expect(errors.count == 1)
        #expect(errors[0].contains("events of the type `article_read` have no `name`"), "\(errors)")
    }

    @Test(arguments: [
        (#"name = 'spring-sale'"#, "spring-sale"), (#"name = "new signup" and paid"#, "new signup"),
        ("name = signup", "signup"),
    ])
    func `a name may stand in quotes`(condition: String, name: String) throws {
        let measure = try #require(
            try kpi("fold: count, of: event.conversion, where: \(condition)").measures.first
        )
        #expect(measure.event?.tests.first == .name(name, isEqual: true))
        let session = try #require(
            try kpi("fold: count, of: session_ended, where: goal = 'spring-sale'").measures.first
        )
        #expect(session.goals == ["spring-sale"])
    }

    @Test(arguments: [
        ("name = 'spring", "the quote is not closed"), ("name = ''", "a name, in quotes"),
        ("has 'user'", "stands where a field was expected"),
    ])
    func `quotes that name nothing are refused`(condition: String, message: String) {
        let file = OwnFile(measures: ["x: { fold: count, of: event.order, where: \(condition) }"])
        let errors = file.errors("formula: x")
        #expect(errors.count == 1 && errors[0].contains(message), "\(errors)")
    }

    @Test func `a condition that takes first messages only leaves nothing to sum`() throws {
        let text = "fold: sum gap, of: person_active, where: gap > 2147483646"
        let measure = try #require(try kpi(text).measures.first)
        #expect(!measure.filter.values.contains(Int64(Int32.max)))
    }

    @Test(arguments: [
        (
            "fold: mean view, of: session_ended",
            "it has `count`, `sum duration`, `mean duration`, `sum views`, `tally views 0..10`, `top exit`"
        ),
        (
            "fold: sum scores, of: answer_given",
            "it has `count`, `sum score`, `mean score`, `tally score 0..10`, `sum scale`, `tally scale 0..10`"
        ),
        (
            "fold: tally skore 1..5, of: event.review",
            "`tally score 0..10`, `tally scale 0..10`, `tally sentiment 0..10`, `tally weighted 0..10`, `tally times 0..10`"
        ),
    ])
    func `folds that a fact has are all told`(measure: String, folds: String) {
        let errors = OwnFile(measures: ["x: { \(measure) }"]).errors("formula: web_views")
        #expect(errors.count == 1 && errors[0].hasSuffix(folds), "\(errors)")
    }

    @Test func `every fold that is told can be read`() throws {
        let known = FactKind.allCases.filter { $0 != .event }
        for kind in known {
            let errors = OwnFile(measures: ["x: { fold: last nothing, of: \(kind.name) }"])
                .errors("formula: web_views")
            let folds = try #require(errors.first?.split(separator: "it has ").last)
            for fold in folds.split(separator: ", ").map({ $0.dropFirst().dropLast() }) {
                let file = OwnFile(measures: ["x: { fold: \(fold), of: \(kind.name) }"])
                #expect(file.errors("formula: web_views") == [], "\(kind.name): \(fold)")
            }
        }
    }

    @Test func `a faulty measure is the only fault where formulas name it`() {
        let file = OwnFile(measures: [
            "x: { fold: sum vallue, of: event.order }", "twice: x + x", "y: x +",
        ])
        for formula in ["x", "x / web_views", "twice", "median(x)", "twice - y"] {
            let errors = file.errors("formula: \(formula)")
            #expect(errors.count == 2, "\(formula): \(errors)")
            #expect(errors[0].hasPrefix("f.yaml:2:"), "\(errors)")
            #expect(errors.last?.hasPrefix("f.yaml:4:") == true, "\(errors)")
        }
    }
}
