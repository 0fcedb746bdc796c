// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// Reads early values of windows that are not final out of the pane tables, without holding the
/// aggregator up.
///
/// Owned and used by one thread.
public struct LiveReader {
    struct WindowKey: Hashable {
        var group: Int
        var series: UInt32
        var start: Int64
    }

    /// Values that found no room in their round, since the beginning; each is read in a later one.
    public internal(set) var skippedCount: UInt64 = 0

    let view: AggregatorView
    let groups: [ClosingGroup]
    let evaluator: KPIEvaluator
    /// By group.
    var accumulators: [RowAccumulator]
    var copies = RowCopies()
    var laterCopies = RowCopies()
    var seen: [WindowKey: LivePlace.Told] = [:]
    /// Values that were taken, since the beginning.
    var takenCount: UInt64 = 0
    /// Where this round ended; nil: there is room.
    var end: LivePlace?
    /// By group: where it goes on.
    private var places: [LivePlace?]
    /// Groups of totals and the others, each with the position of the one that is read first.
    private var sections: [(groups: [Int], first: Int)]
    private var beginsWithOthers = false

    /// A reader of what an aggregator shows.
    public init(view: AggregatorView) {
        self.view = view
        let groups = ClosingGroup.all(of: view.plan).compactMap { group -> ClosingGroup? in
            var group = group
            // What compares windows or series is told when they are whole.
            group.outputs.removeAll { output in
                let formula = view.plan.kpis[view.plan.outputs[output].kpi].formula
                return formula.comparesBack != nil || formula.needsTotal
            }
            return group.outputs.isEmpty ? nil : group
        }
        self.groups = groups
        evaluator = KPIEvaluator(plan: view.plan)
        accumulators = groups.map { RowAccumulator(plan: view.plan, outputs: $0.outputs) }
        let (totals, others) = (
            groups.indices.filter { groups[$0].groupingSet == 0 },
            groups.indices.filter { groups[$0].groupingSet != 0 }
        )
        sections = [(totals, 0), (others, 0)]
        places = groups.map { _ in nil }
    }

    /// Takes the values of windows that changed since they were last taken.
    ///
    /// Totals come first, then the others. A round that ends before all were taken is gone on with
    /// by the next one: it begins with the group behind the one that was read last, and each group
    /// goes on where it was, so that each has its turn however few are taken at a time. Where totals
    /// alone fill a round, the others begin the next one.
    ///
    /// - Parameter take: gets a value; false: it cannot be taken now. Then the round ends, and what
    ///   is left of it is counted as skipped and comes later.
    public mutating func read(_ take: (WindowValue) -> Bool) {
        let watermark = view.watermarks.current
        guard watermark != .min else { return }
        end = nil
        var haveOthersHadAny = false
        for section in beginsWithOthers ? [1, 0] : [0, 1] {
            let taken = takenCount
            readSection(section, watermark, take)
            if section == 1 { haveOthersHadAny = takenCount > taken }
        }
        beginsWithOthers = end != nil && !haveOthersHadAny
        forget(before: watermark)
    }

    /// Reads groups in a circle.
    private mutating func readSection(
        _ section: Int,
        _ watermark: Int64,
        _ take: (WindowValue) -> Bool
    ) {
        let (groups, first) = sections[section]
        for offset in groups.indices {
            let position = (first + offset) % groups.count
            let group = groups[position]
            let (place, hadRoom, taken) = (places[group], end == nil, takenCount)
            read(group, from: place, until: nil, watermark, take)
            if let place { read(group, from: nil, until: place, watermark, take) }
            guard hadRoom else { continue }
            places[group] = end
            if end == nil { continue }
            // A group that had nothing of this round begins the next one.
            sections[section].first = takenCount > taken ? position + 1 : position
        }
    }

    private mutating func read(
        _ group: Int,
        from first: LivePlace?,
        until last: LivePlace?,
        _ watermark: Int64,
        _ take: (WindowValue) -> Bool
    ) {
        if groups[group].shape.isSinglePane {
            readPanes(group, from: first, until: last, watermark, take)
        } else {
            readNewest(group, from: first, until: last, watermark, take)
        }
    }

    private mutating func forget(before watermark: Int64) {
        guard seen.count > 2 * max(1_024, view.budget.used) else { return }
        let (tables, groups) = (view.tables, groups)
        seen = seen.filter { key, _ in
            let group = groups[key.group]
            return group.shape.end(of: key.start) > tables[group.table].oldestPane ?? .max
        }
    }
}
