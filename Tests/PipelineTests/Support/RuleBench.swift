// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

@testable import Pipeline

/// A rule for a KPI a minute, and finals made by hand.
struct RuleBench {
    let plan: Plan
    let maker: SnapshotMaker
    let rules: [AlertRule]
    var book: RuleBook?

    /// A rule for the total, or for series by country, of which IT and DE came up in some order.
    init(
        _ condition: AlertRule.Condition,
        hold: Int = 1,
        sample: Double = 0,
        of kpi: String = "web.pageviews",
        by country: Bool = false,
        only: String? = nil,
        countries: [String?] = ["IT", "DE"]
    ) throws {
        var compiler = PlanCompiler()
        compiler.windows = [60_000]
        compiler.selections = [KPISelection(kpi, by: [["country"]])]
        plan = try compiler.compile()
        let dictionaries = EventSchema(key: .fixed, dimensions: plan.dimensions, valueLimit: 10)
            .makeDictionaries()
        var aggregator = Aggregator(AggregatorConfiguration(plan: plan))
        _ = aggregator.addPartition(source: 1)
        for (number, name) in countries.enumerated() {
            var event = Event.make(.pageView, at: AggregatorBench.midnight)
            event.id = UInt64(number + 1)
            event.dimensions[0] = name.map(dictionaries[0].intern) ?? ValueDictionary.overflow
            aggregator.ingest(copyOf: event, partition: 0, now: 0)
        }
        aggregator.ingestUnwanted(time: AggregatorBench.midnight, partition: 0, now: 0)
        maker = SnapshotMaker(view: aggregator.view, dictionaries: dictionaries)
        var rule = AlertRule("few", output: country ? 1 : 0, condition)
        (rule.hold, rule.minimumSample) = (hold, sample)
        rule.values = only.map { ["country": $0] } ?? [:]
        rules = [rule]
        book = RuleBook(rules, plan: plan)
    }

    /// The number of a country's series; of nil, of the overflow.
    func series(_ country: String?) -> UInt32 {
        let set = plan.tables[plan.outputs[1].table].groupingSet
        let number = (0..<UInt32(4)).first { number in
            maker.dimensions(of: number, in: set).map(\.value) == [country]
        }
        guard let number else {
            preconditionFailure("\(country ?? "the overflow") did not come up")
        }
        return number
    }

    /// A final of a minute; of 0 it is empty.
    func value(
        _ minute: Int64,
        _ count: Double,
        of country: String? = nil,
        change: (inout WindowValue) -> Void = { _ in }
    ) -> WindowValue {
        let start = AggregatorBench.midnight + minute * 60_000
        var value = WindowValue(
            output: country == nil ? 0 : 1,
            series: country.map(series) ?? 0,
            start: start,
            end: start + 60_000,
            kind: .final,
            value: KPIValue(value: count, num: count, den: nil, n: count),
            watermark: start + 60_000
        )
        change(&value)
        return value
    }

    /// A final of a minute of the total, behind one that was seen whole.
    func value(_ minute: Int64, _ count: Double, after before: Double) -> WindowValue {
        value(minute, count) { ($0.previous, $0.previousSample) = (before, before) }
    }

    /// What turns: the country, `+` or `-`, and the minute whose end it is.
    mutating func judge(_ values: WindowValue...) -> [String] { judge(values) }

    /// The same of a list.
    mutating func judge(_ values: [WindowValue]) -> [String] {
        (book?.judge(values, maker) ?? []).map { turn in
            let country = turn.dimensions.first?.value ?? ""
            let minute = (turn.since - AggregatorBench.midnight) / 60_000
            return "\(country)\(turn.isFiring ? "+" : "-")\(minute)"
        }
    }
}
