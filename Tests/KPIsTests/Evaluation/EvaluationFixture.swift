// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Sketches
import Testing

/// Rows of one KPI's table, filled by hand.
final class EvaluationFixture {
    let plan: Plan
    let evaluator: KPIEvaluator
    let distinct = DistinctArena(limitBytes: 1 << 20)
    let histograms = HistogramArena(limitBytes: 1 << 20)
    let tops = HeavyHittersArena(limitBytes: 1 << 20)
    var row: RowAccumulator

    init(_ id: String, windows: [WindowShape]? = nil, own: String = "") throws {
        var compiler = PlanCompiler(selections: [KPISelection(id, windows: windows)])
        if !own.isEmpty {
            #expect(compiler.definitions.add(Array(own.utf8), file: "own.yaml").isEmpty)
        }
        plan = try compiler.compile()
        evaluator = KPIEvaluator(plan: plan)
        row = RowAccumulator(plan: plan, outputs: [0])
    }

    /// Adds a row: numbers and items by fact, times for sums, squares and the distribution, values
    /// for the list.
    func add(
        _ numbers: [FactKind: Int64] = [:],
        items: [FactKind: [UInt64]] = [:],
        times: [Int64] = [],
        listed: [UInt32] = []
    ) {
        var words: [UInt64] = []
        for measure in plan.tables[plan.outputs[0].table].cells {
            switch measure.fold {
            case .count, .sumCount, .countLevel, .valueLevel, .least, .greatest, .last, .lastTime:
                words.append(UInt64(bitPattern: numbers[measure.fact] ?? Int64(times.count)))
            case .sumValue where measure.fact == .totalsChanged:
                let units = measure.filter.metric == .reach ? numbers[measure.fact] ?? 0 : 0
                words.append(UInt64(bitPattern: units * Fact.unit))
            case .sumValue: words.append(UInt64(bitPattern: times.reduce(0, +)))
            case .sumFineSquares:
                words.append(UInt64(bitPattern: times.reduce(0) { $0 + $1 * $1 }))
            case .sumSquares:
                let squares = times.reduce(0) { $0 + ($1 / 100) * ($1 / 100) }
                words.append(UInt64(bitPattern: squares))
            case .distinct:
                words.append(
                    UInt64(
                        items[measure.fact, default: []].reduce(0) { handle, item in
                            distinct.insert(item, into: handle)
                        }
                    )
                )
            case .top:
                words.append(
                    UInt64(
                        listed.reduce(0) { handle, value in
                            tops.add(value, into: handle, capacity: 64)
                        }
                    )
                )
            case .histogram:
                words.append(
                    UInt64(
                        times.reduce(0) { handle, time in
                            histograms.add(time, weight: 1, into: handle)
                        }
                    )
                )
            }
        }
        let added = row.add(
            word: { words[$0] },
            distinct: distinct,
            histograms: histograms,
            tops: tops
        )
        #expect(added)
    }

    func value(
        windowEnded: Bool = false,
        isFinal: Bool = false,
        earlier: RowAccumulator? = nil
    ) -> KPIValue {
        evaluator.evaluate(
            output: 0,
            row,
            earlier: earlier,
            windowEnded: windowEnded,
            isFinal: isFinal
        )
    }
}
