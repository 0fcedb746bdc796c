// SPDX-License-Identifier: Apache-2.0

import KPIs
import TestSupport
import Testing

@testable import Pipeline

struct FinalHistoryStateTests {
    private let plan: Plan

    init() throws {
        plan = try PlanCompiler(
            selections: [
                KPISelection("web.visits", by: [["country"]], windows: [60_000]),
                KPISelection("web.pageviews", windows: [60_000]),
            ]
        ).compile()
    }

    private func history(_ plan: Plan? = nil) -> FinalHistory {
        FinalHistory(plan: plan ?? self.plan, limitBytes: 100_000)
    }

    /// Tells one window of every series.
    private func tell(_ window: Int64, in history: FinalHistory, _ random: inout SplitMix64) {
        let outputs = plan.outputs.indices.flatMap { output in
            let isTotal = plan.tables[plan.outputs[output].table].groupingSet == 0
            return (isTotal ? 0..<1 : 0..<5 as Range<UInt32>).map { (output, $0) }
        }
        let values = outputs.map { _ in Double.random(in: 0...9, using: &random) }
        history.stage(outputs.count) { index in
            let value = KPIValue(value: values[index], num: values[index], den: nil, n: 1)
            let point = HistoryPoint(start: window * 60_000, value: value, isComplete: true)
            return (outputs[index].0, outputs[index].1, point)
        } name: { [plan] output, number in
            let isTotal = plan.tables[plan.outputs[output].table].groupingSet == 0
            return (isTotal ? [] : [("country", "C\(number)")], false)
        }
        history.confirm()
    }

    private func all(_ history: FinalHistory, _ plan: Plan) -> [String: [HistoryPoint]] {
        var found: [String: [HistoryPoint]] = [:]
        for output in plan.outputs.indices {
            let excerpts = history.read(
                output: output,
                in: .min..<(.max),
                limit: .max,
                seriesLimit: .max
            )
            for excerpt in excerpts {
                let dimensions = excerpt.series.dimensions.map(\.value).joined()
                found["\(excerpt.series.kpi)|\(dimensions)"] = excerpt.points
            }
        }
        return found
    }

    @Test func `of a run of empty windows the first and the last are kept`() throws {
        var bench = try AggregatorBench([KPISelection("web.pageviews")])
        bench.view(at: 10)
        bench.pass(to: 600)
        let batch = bench.aggregator.collect(limit: 100, now: 0)
        bench.view(at: 600)
        bench.pass(to: 900)
        let later = bench.aggregator.collect(limit: 100, now: 0)
        let history = history(bench.plan)
        let maker = SnapshotMaker(view: bench.aggregator.view, dictionaries: [])
        for batch in [batch, later] { _ = history.stage(batch, maker) }
        history.confirm()
        let points = all(history, bench.plan)["web.pageviews|"] ?? []
        let starts = points.map { ($0.start - AggregatorBench.midnight) / 1_000 }
        #expect(starts == [0, 60, 480, 540, 600, 660, 780])
        #expect(points.map(\.num) == [1, 0, 0, 0, 1, 0, 0])
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `after each commit the stored history is the one in memory`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let history = history()
        var recorder = StateRecorder(turns: 7, clockOffset: 0)
        var image = StateImage()
        // More windows than there is room for: blocks go and come again under the same numbers.
        for window in 0..<400 as Range<Int64> {
            tell(window, in: history, &random)
            recorder.begin()
            history.record(to: &recorder)
            try image.apply(recorder.takeDelta())
            guard window % 50 == 49 else { continue }
            let restored = self.history()
            try restored.restore(from: image)
            #expect(all(restored, plan) == all(history, plan), "seed \(seed), window \(window)")
        }
        #expect(history.use.dropped > 0)
    }

    @Test func `any commits in a row that hold all parts hold all of it`() throws {
        var random = SplitMix64(seed: 3)
        let history = history()
        var recorder = StateRecorder(turns: 4, clockOffset: 0)
        var deltas: [[UInt8]] = []
        for window in 0..<40 as Range<Int64> {
            tell(window, in: history, &random)
            recorder.begin()
            history.record(to: &recorder)
            deltas.append(recorder.takeDelta())
        }
        var image = StateImage()
        for delta in deltas.suffix(4) { try image.apply(delta) }
        let restored = self.history()
        try restored.restore(from: image)
        #expect(all(restored, plan) == all(history, plan))
    }

    @Test func `series that are not counted any more are left out, others keep theirs`() throws {
        var random = SplitMix64(seed: 4)
        let history = history()
        for window in 0..<10 as Range<Int64> { tell(window, in: history, &random) }
        var recorder = StateRecorder(turns: 4, clockOffset: 0)
        recorder.begin()
        history.record(to: &recorder)
        var image = StateImage()
        try image.apply(recorder.takeDelta())
        let fewer = try PlanCompiler(
            selections: [
                KPISelection("web.bounce_rate", windows: [60_000]),
                KPISelection("web.pageviews", windows: [60_000]),
            ]
        ).compile()
        let restored = self.history(fewer)
        try restored.restore(from: image)
        let (before, after) = (all(history, plan), all(restored, fewer))
        #expect(after.count == 1)
        #expect(after["web.pageviews|"] == before["web.pageviews|"])
    }
}
