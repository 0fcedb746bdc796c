// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// Knows which windows were closed, and copies the values of those that are due.
///
/// Owned and used by one aggregator.
struct Emission {
    /// Windows are final in order of their due times; nothing is due before this, ms.
    private(set) var nextDue = Int64.max
    /// Watermark at the beginning: windows that ended before are not reported as empty, ms.
    private(set) var began = Int64.min

    var groups: [ClosingGroup]
    var revisions: RevisionLog
    var configuration: AggregatorConfiguration
    var reader: WindowReader
    var targets: TargetBook
    /// Which windows were seen whole.
    let completeness: Completeness
    /// By output: windows that had ended by then were told by whoever counted before, if by anybody, ms UTC.
    private let beginnings: [Int64]
    /// Windows that this barrier emitted late: what else changed in them is in the value.
    var fresh: Set<EmissionKey> = []

    init(_ configuration: AggregatorConfiguration, view: AggregatorView) {
        self.configuration = configuration
        revisions = RevisionLog(interval: configuration.revisionInterval)
        reader = WindowReader(view: view)
        groups = ClosingGroup.all(of: configuration.plan)
        completeness = view.completeness
        beginnings = configuration.plan.outputs.indices.map { configuration.freshness.began($0) }
        targets = TargetBook(plan: configuration.plan, groups: groups, columns: view.targets)
        targets.keepsTurns = configuration.keepsTurns
    }

    /// Sets the first windows that can close, when the watermark is known first.
    mutating func begin(at watermark: Int64) {
        began = watermark
        for index in groups.indices {
            groups[index].next = firstStart(of: groups[index], watermark)
        }
        updateDue()
    }

    /// Start of the first window that can close of a group that begins at a watermark.
    private func firstStart(of group: ClosingGroup, _ watermark: Int64) -> Int64 {
        max(
            group.firstOpen(at: watermark),
            configuration.firstStart(paneSize: group.shape.paneSize)
        )
    }

    /// Goes on after `groups` were set as they had been.
    ///
    /// - Parameters:
    ///   - began: the watermark when it was known first.
    ///   - watermark: where groups that there were not yet begin.
    mutating func resume(began: Int64, at watermark: Int64) {
        self.began = began
        for index in groups.indices where groups[index].next == ClosingGroup.unbegun {
            let isBegun = watermark != .min
            groups[index].next = isBegun ? firstStart(of: groups[index], watermark) : .max
        }
        updateDue()
    }

    /// Has a series of an output emitted even when it is empty.
    mutating func expect(_ series: UInt32, of output: Int) {
        for index in groups.indices {
            guard let position = groups[index].outputs.firstIndex(of: output) else { continue }
            groups[index].expected[position].append(series)
        }
    }

    /// Whether a window is due at a watermark.
    @inline(__always)
    func isDue(at watermark: Int64) -> Bool { watermark >= nextDue }

    mutating func updateDue() { nextDue = groups.map(\.due).min() ?? .max }

    /// Whether a window had not ended when the watermark was known first: silence in it is told.
    func isHeard(_ start: Int64, _ group: ClosingGroup) -> Bool { group.end(of: start) > began }

    /// Whether a window had ended when its output began: nobody knows whether it was told, so what comes
    /// late for it makes no final.
    func isOlder(_ key: EmissionKey, _ group: ClosingGroup) -> Bool {
        group.end(of: key.start) <= beginnings[key.output]
    }

    /// Whether a window of a series is told for the output at a position even when it is empty.
    func isAlwaysTold(
        _ start: Int64,
        _ series: UInt32,
        _ position: Int,
        _ group: ClosingGroup
    ) -> Bool {
        isHeard(start, group) && group.isUnconditional(series, position)
    }

    /// Takes note that events were lost before a record that was written at a time, ms.
    func lostEvents(before time: Int64) {
        let seen = time + configuration.outOfOrderness
        completeness.publish(seenFrom: max(completeness.seenFrom, seen))
    }

    /// A time before which no window begins that can still be told, as a final or a revision, ms.
    func earliestStart(at watermark: Int64, _ plan: Plan) -> Int64 {
        let untold = groups.map { group in
            let table = plan.tables[group.table]
            let next = group.shape.previous(of: group.next)
            return min(watermark - table.retention, next) - table.longestWindow
        }
        // A zone's clock is less than a day from UTC.
        let difference = plan.calendar.isUTC ? 0 : WindowShape.day
        return min(untold.min() ?? .max, revisions.earliestStart ?? .max) - difference
    }

    static func floor(_ time: Int64, _ step: Int64) -> Int64 {
        let rest = time % step
        return time - (rest < 0 ? rest + step : rest)
    }
}
