// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Which alerts fire, and what changed last.
///
/// Changes enter with the barrier that hands them to a commit, and count once it has arrived. One
/// thread writes, between commits; any thread reads.
public final class AlertLog: Sendable {
    /// The most alerts that are kept as firing.
    ///
    /// Beyond, those that began first are forgotten. Their records are written all the same.
    public static let mostFiring = 10_000
    /// The most changes that are kept.
    public static let mostChanges = 200

    /// What readers see: an immutable value.
    public struct Reading: Sendable {
        /// Alerts that fire, by key.
        public fileprivate(set) var firing: [String: AlertChange] = [:]
        /// The last changes, oldest first.
        public fileprivate(set) var changes: [AlertChange] = []
        /// How many changes there were since the state began.
        public fileprivate(set) var count: UInt64 = 0
        /// How many alerts found no place among those that fire.
        public fileprivate(set) var droppedCount: UInt64 = 0

        /// Nothing fires and nothing changed.
        public init() {}

        fileprivate mutating func take(_ change: AlertChange) {
            count += 1
            changes.append(change)
            if changes.count > AlertLog.mostChanges { changes.removeFirst() }
            guard change.status == .firing else {
                firing[change.key] = nil
                return
            }
            if firing.count >= AlertLog.mostFiring, firing[change.key] == nil {
                // Of a series that is not heard of any more nothing would ever end.
                let oldest = firing.min { ($0.value.since, $0.key) < ($1.value.since, $1.key) }
                if let oldest { firing[oldest.key] = nil }
                droppedCount += 1
            }
            firing[change.key] = change
        }
    }

    private struct Contents {
        var shown = Reading()
        /// With what a commit under way brings.
        var next = Reading()
        /// What a commit under way brings.
        var arriving: [AlertChange] = []
    }

    /// Who is told of what is committed.
    public let receivers = AlertReceivers()

    private let encoder: AlertEncoder
    private let contents = Mutex(Contents())

    /// A log of nothing.
    public init(_ encoder: AlertEncoder) { self.encoder = encoder }

    /// What fires and what changed; any thread.
    public var current: Reading { contents.withLock { $0.shown } }

    /// With what a commit under way brings: what belongs to the state as of a barrier.
    public var staged: Reading { contents.withLock { $0.next } }

    /// Takes the statuses that turned up to a barrier.
    ///
    /// - Parameters:
    ///   - turns: the window that turned each, and how the series stood before.
    ///   - emitted: when the records are produced, ms.
    /// - Returns: the alerts to be written, in order.
    public func stage(
        _ turns: [(snapshot: Snapshot, before: TargetStatus?)],
        emitted: Int64
    ) -> [AlertChange] {
        contents.withLock { contents in
            turns.compactMap { snapshot, before in
                // A series that was not read yet may have an alert of other definitions.
                let old =
                    before == nil
                    ? contents.next.firing[encoder.key(of: snapshot)]?.severity
                    : before.flatMap(AlertChange.Severity.init)
                let change = encoder.change(snapshot, from: old, emitted: emitted)
                if let change {
                    contents.next.take(change)
                    contents.arriving.append(change)
                }
                return change
            }
        }
    }

    /// The commit of what was staged has arrived.
    public func confirm() {
        let arrived = contents.withLock { contents in
            guard contents.shown.count != contents.next.count else { return [AlertChange]() }
            contents.shown = contents.next
            defer { contents.arriving = [] }
            return contents.arriving
        }
        receivers.arrive(arrived)
    }

    /// Takes what was stored into a log of nothing; alerts of targets that are gone are forgotten.
    ///
    /// - Parameters:
    ///   - firing: what fires.
    ///   - changes: the last changes, oldest first.
    ///   - count: changes since the state began.
    ///   - told: how far each receiver had been told.
    public func restore(
        firing: [AlertChange],
        changes: [AlertChange],
        count: UInt64,
        told: [String: UInt64] = [:]
    ) {
        receivers.restore(positions: told, changes: changes, count: count)
        contents.withLock { contents in
            let known = firing.filter(encoder.isOfTarget)
            contents.next.firing = Dictionary(known.map { ($0.key, $0) }) { $1 }
            contents.next.changes = changes
            contents.next.count = count
            contents.shown = contents.next
        }
    }
}
