// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

extension RuleBook {
    /// What the windows say that a final stands for, in order.
    ///
    /// Of those that are alike there are no more than can change anything.
    func readings(
        of value: WindowValue,
        _ rule: Int,
        from start: Int64,
        to last: Int64,
        _ baselines: RuleBaselines
    ) -> [Bool?] {
        let shape = plan.outputs[value.output].shape
        let isItsSample = plan.kpis[plan.outputs[value.output].kpi].formula.isItsSample
        func reading(_ earlier: RuleBaselines.Earlier?) -> Bool? {
            guard value.isComplete else { return nil }
            // A count that fell has a small sample because it fell.
            let n = isItsSample ? max(value.value.n, earlier?.n ?? 0) : value.value.n
            return rules[rule].reading(of: value.value, baseline: earlier?.value, sample: n)
        }
        guard let baseline = rules[rule].baseline else {
            let count = min(rules[rule].hold, 1 + Int(shape.count(from: start, to: last)))
            return Array(repeating: reading(nil), count: count)
        }
        if baseline == .previous {
            let earlier = value.previousSample.flatMap { n in
                (value.previous ?? nil).map { RuleBaselines.Earlier(value: $0, n: n) }
            }
            // Behind an empty window, an empty one has nothing to be compared with.
            return [reading(earlier)] + (last > start ? [nil] : [])
        }
        var readings: [Bool?] = []
        for window in sequence(first: start, next: { shape.start(1, after: $0) }) {
            guard window <= last else { break }
            let utc = clock(rule).utc(window)
            guard let earlier = baseline.start(of: utc, shape, zone: plan.calendar),
                earlier < value.start
            else { return readings + [nil] }
            readings.append(reading(baselines.value(value.output, value.series, at: earlier)))
        }
        return readings
    }
}
