// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

extension Emission {
    /// Ends the statuses, if they are worth an alert, of series of which nothing is told any more, as no
    /// reading would.
    ///
    /// Time passes by the windows that close, as for rules: so it stands still while a source is late.
    ///
    /// - Complexity: O(series that were read) of the outputs whose windows closed.
    mutating func endQuiet(_ plan: Plan) {
        for group in groups where group.next != .max {
            let closed = group.shape.start(-1, after: group.next)
            for output in group.outputs where targets.quietUntil[output] != group.next {
                targets.quietUntil[output] = group.next
                for series in targets.entries[output].indices
                where targets.entries[output][series].mayFire {
                    let key = EmissionKey(output: output, series: UInt32(series), start: closed)
                    endIfQuiet(key, plan)
                }
            }
        }
    }

    /// Ends the status of a series that was quiet for too long by a window, the one of the key.
    ///
    /// That is the same with whatever window it is noticed: what turns it is the first one too many.
    mutating func endIfQuiet(_ key: EmissionKey, _ plan: Plan) {
        guard let target = targets.targets[key.output] else { return }
        let entry = targets.entry(key.output, key.series)
        let output = plan.outputs[key.output]
        let most = Int64(max(target.hold, RuleBook.quietWindows))
        guard entry.mayFire, output.shape.count(from: entry.newest, to: key.start) > most else {
            return
        }
        let start = output.shape.start(most + 1, after: entry.newest)
        let calendar = plan.tables[output.table].calendar
        targets.forget(
            WindowValue(
                output: key.output,
                series: key.series,
                start: calendar.utc(start),
                end: calendar.utc(output.shape.end(of: start)),
                kind: .final,
                value: KPIValue(value: nil, num: 0, den: nil, n: 0),
                watermark: .min
            )
        )
    }
}
