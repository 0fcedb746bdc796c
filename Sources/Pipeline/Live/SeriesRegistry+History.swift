// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

extension SeriesRegistry {
    /// Publishes what stored history tells of the newest window of each output, so that what was
    /// final before a restart is shown until the next final.
    ///
    /// Series of which the newest window had nothing are left out: they may never come again, and
    /// there is room for so many only. So are lists, which history does not keep.
    ///
    /// - Parameters:
    ///   - history: as it was restored.
    ///   - limit: the most series, shared alike by outputs: others need room, too.
    /// - Complexity: O(series), once at the start.
    func publishNewest(of history: FinalHistory, limit: Int) {
        let view = maker.view
        let numbers = view.plan.groupingSets.indices.map(seriesNumbers)
        let share = max(1, limit / max(1, view.plan.outputs.count))
        for (output, definition) in view.plan.outputs.enumerated() {
            if case .top = view.plan.kpis[definition.kpi].formula { continue }
            let excerpts = history.read(
                output: output,
                in: .min..<Int64.max,
                limit: definition.shape.stepsToPrevious + 1,
                seriesLimit: share
            )
            let newest = excerpts.compactMap(\.points.last?.start).max()
            let known = numbers[view.plan.tables[definition.table].groupingSet]
            store.publish(
                finals: excerpts.filter { $0.points.last?.start == newest }.compactMap { excerpt in
                    known[
                        HistorySeries.key(
                            of: excerpt.series.dimensions,
                            isOverflow: excerpt.series.isOverflow
                        )
                    ]
                    .flatMap { final(output, $0, excerpt.points) }
                    .flatMap { reading(of: $0, plan: view.plan) }
                }
            )
        }
    }

    /// The numbers of a grouping set's series by what they are written as.
    private func seriesNumbers(of groupingSet: Int) -> [String: UInt32] {
        var numbers: [String: UInt32] = [:]
        for number in 0..<UInt32(maker.view.seriesCount(of: groupingSet)) {
            let key = HistorySeries.key(
                of: maker.dimensions(of: number, in: groupingSet).map {
                    ($0.name, WrittenValue.text($0.value))
                },
                isOverflow: maker.view.isOverflow(number, in: groupingSet)
            )
            numbers[key] = number
        }
        return numbers
    }

    private func final(
        _ output: Int,
        _ series: UInt32,
        _ points: [HistoryPoint]
    ) -> WindowValue? {
        guard let point = points.last else { return nil }
        let plan = maker.view.plan
        // The sample, which has seven digits, is one of the two nearly always.
        let exact = point.den ?? point.num
        let sample = Float(exact) == Float(point.n) ? exact : point.n
        var value = KPIValue(value: point.value, num: point.num, den: point.den, n: sample)
        (value.lo, value.hi) = (point.lo, point.hi)
        let isComparison = plan.kpis[plan.outputs[output].kpi].formula.comparesBack != nil
        let before = points.last {
            plan.windowEnd(of: output, startingAt: $0.start) == point.start && $0.isComplete
        }
        return WindowValue(
            output: output,
            series: series,
            start: point.start,
            end: plan.windowEnd(of: output, startingAt: point.start),
            kind: point.revision == 0 ? .final : .revision,
            revision: point.revision,
            value: value,
            previous: isComparison ? nil : before.map(\.value),
            target: maker.view.targets[output]?.standing(of: series),
            isComplete: point.isComplete,
            watermark: maker.view.watermarks.current
        )
    }
}
