// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

@testable import Pipeline

/// A rule for a change of page views, finals made by hand, and a history of them.
struct BaselineBench {
    /// When windows begin, a Monday: ms UTC.
    static let monday: Int64 = 1_767_571_200_000

    let plan: Plan
    let history: FinalHistory
    private let maker: SnapshotMaker
    private var book: RuleBook?

    /// A rule that fires where less than half or more than twice is left of an earlier window.
    init(
        _ baseline: RuleBaseline,
        _ shape: WindowShape,
        zone: ZoneCalendar = .utc,
        hold: Int = 1,
        sample: Double = 0,
        historyBytes: Int = 10_000_000
    ) throws {
        var compiler = PlanCompiler()
        compiler.windows = [shape]
        compiler.calendar = zone
        compiler.selections = [KPISelection("web.pageviews", windows: [shape])]
        plan = try compiler.compile()
        var rule = AlertRule("change", output: 0, .change(baseline, low: -50, high: 100))
        (rule.hold, rule.minimumSample) = (hold, sample)
        book = RuleBook([rule], plan: plan)
        history = FinalHistory(plan: plan, limitBytes: historyBytes, rules: [rule])
        let view = Aggregator(AggregatorConfiguration(plan: plan)).view
        maker = SnapshotMaker(view: view, dictionaries: [])
    }

    /// The final of a window.
    ///
    /// - Parameters:
    ///   - start: ms UTC.
    ///   - count: its page views.
    ///   - before: those of the window before.
    ///   - change: what else is to be told.
    /// - Returns: it.
    func value(
        _ start: Int64,
        _ count: Double,
        before: Double? = nil,
        change: (inout WindowValue) -> Void = { _ in }
    ) -> WindowValue {
        var value = WindowValue(
            output: 0,
            series: 0,
            start: start,
            end: plan.windowEnd(of: 0, startingAt: start),
            kind: .final,
            value: KPIValue(value: count, num: count, den: nil, n: count),
            previous: before,
            previousSample: before,
            watermark: start
        )
        change(&value)
        return value
    }

    /// What turns at a barrier: `+` or `-`, and the end of the window, ms UTC.
    mutating func judge(_ values: [WindowValue]) -> [String] {
        var batch = ValueBatch(limit: values.count + 1, watermark: 0, closing: nil)
        for value in values { batch.append(value) }
        let baselines = history.stage(batch, maker, book)
        return (book?.judge(values, maker, baselines) ?? []).map { turn in
            "\(turn.isFiring ? "+" : "-")\(turn.since)"
        }
    }
}
