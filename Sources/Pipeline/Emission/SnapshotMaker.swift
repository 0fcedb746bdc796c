// SPDX-License-Identifier: Apache-2.0

public import Events
public import KPIs
import Sketches

/// Makes the snapshot that leaves the program of a value that leaves the aggregator: numbers of
/// series become names and values of dimensions.
///
/// Any thread; it reads nothing but what is published for all.
public struct SnapshotMaker: Sendable {
    let view: AggregatorView
    private let dictionaries: [ValueDictionary]

    /// A maker for the values of one aggregator.
    ///
    /// - Parameters:
    ///   - view: what the aggregator shows.
    ///   - dictionaries: the ingest stage's, one for each dimension of the plan.
    public init(view: AggregatorView, dictionaries: [ValueDictionary]) {
        self.view = view
        self.dictionaries = dictionaries
    }

    /// The snapshot of a value.
    ///
    /// - Complexity: O(dimensions of the series).
    public func snapshot(of value: WindowValue) -> Snapshot {
        let plan = view.plan
        let groupingSet = plan.groupingSet(ofOutput: value.output)
        return Snapshot(
            kpi: plan.outputs[value.output].kpi,
            output: value.output,
            dimensions: dimensions(of: value.series, in: groupingSet),
            isOverflow: view.isOverflow(value.series, in: groupingSet),
            start: value.start,
            end: value.end,
            kind: value.kind,
            revision: value.revision,
            value: value.value,
            previous: value.previous ?? nil,
            hasPrevious: value.previous != nil,
            target: value.target,
            isComplete: value.isComplete,
            closing: value.closing,
            gapUntil: value.gapUntil,
            sketch: value.sketch,
            histogram: value.histogram,
            top: top(of: value),
            watermark: value.watermark
        )
    }

    /// The list of a value; nil where its KPI lists none.
    func top(of value: WindowValue) -> [TopValue]? {
        value.top.map { top(of: value.output, $0) }
    }

    /// The values of a list: larger counts first, equal ones in the order of their bytes.
    private func top(of output: Int, _ entries: [HeavyHitters.Entry]) -> [TopValue] {
        let plan = view.plan
        guard case .top(let measure, let limit) = plan.kpis[plan.outputs[output].kpi].formula,
            let slot = measure.listed.flatMap(plan.listSlot)
        else { return [] }
        let values = entries.map { entry in
            let isOverflow = entry.item == ValueDictionary.overflow
            return TopValue(
                value: isOverflow ? nil : dictionaries[slot].value(entry.item),
                count: entry.count,
                low: entry.low
            )
        }
        let sorted = values.sorted { left, right in
            if left.count != right.count { return left.count > right.count }
            let (before, after) = (left.value ?? "other", right.value ?? "other")
            return before.utf8.lexicographicallyPrecedes(after.utf8)
        }
        return Array(sorted.prefix(limit))
    }

    /// The dimensions of a series in the order of their names; a value of nil is the overflow.
    ///
    /// - Parameters:
    ///   - series: its number.
    ///   - groupingSet: position in `Plan.groupingSets`.
    /// - Returns: names and values.
    public func dimensions(
        of series: UInt32,
        in groupingSet: Int
    ) -> [(name: String, value: String?)] {
        let values = view.values(of: series, in: groupingSet)
        return zip(view.plan.groupingSets[groupingSet], values).map { slot, value in
            let name = view.plan.dimensions[slot].key
            let isOverflow = value == ValueDictionary.overflow
            return (name: name, value: isOverflow ? nil : dictionaries[slot].value(value))
        }
    }
}
