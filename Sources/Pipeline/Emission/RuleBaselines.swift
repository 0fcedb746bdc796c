// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// Values of earlier windows that rules compare the finals of a barrier with, as history had them.
///
/// What is not there was not seen whole, has no value, was told with others as a gap, or is gone.
struct RuleBaselines {
    private struct Key: Hashable {
        let output: Int
        let series: UInt32
        /// Of the earlier window, ms UTC.
        let start: Int64
    }

    /// What a window is compared with.
    struct Earlier {
        let value: Double
        /// Size of its sample.
        let n: Double
    }

    private var values: [Key: Earlier] = [:]

    /// What a window had; nil: there is nothing to compare with.
    func value(_ output: Int, _ series: UInt32, at start: Int64) -> Earlier? {
        values[Key(output: output, series: series, start: start)]
    }

    /// Takes what may be compared with a final, and with the empty windows that it stands for.
    ///
    /// - Parameters:
    ///   - value: of a barrier.
    ///   - distances: what rules compare its output with.
    ///   - plan: the definitions.
    ///   - kept: what history has of its series.
    mutating func take(
        _ value: WindowValue,
        _ distances: Set<RuleBaseline>,
        _ plan: Plan,
        _ kept: (_ start: Int64) -> HistoryPoint?
    ) {
        guard !distances.isEmpty, value.kind == .final else { return }
        let shape = plan.outputs[value.output].shape
        let calendar = plan.tables[plan.outputs[value.output].table].calendar
        for distance in distances {
            var window = shape.nominalStart(value.start, calendar)
            repeat {
                let utc = calendar.utc(window)
                guard let start = distance.start(of: utc, shape, zone: plan.calendar) else { break }
                // Behind that the gap is compared with itself.
                guard start < value.start else { break }
                if let point = kept(start), point.isComplete, let number = point.value {
                    values[
                        Key(output: value.output, series: value.series, start: start)
                    ] = Earlier(value: number, n: point.n)
                }
                window = shape.start(1, after: window)
            } while calendar.utc(shape.end(of: window)) <= value.gapUntil ?? .min
        }
    }
}
