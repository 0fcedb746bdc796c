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
    /// The most series for which rules fire at a time, of all rules: what `mostFiring` leaves is for
    /// targets and inputs.
    public static let mostRuleFiring = 8_000
    /// The most series of all rules that are remembered as firing or about to.
    public static let mostRuleSeries = 100_000
    /// Memory that such a series takes, in a table that has room to grow.
    public static let ruleSeriesBytes = 256

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
            firing[change.key] = change
        }

        /// Forgets those that began first where there are more than are kept.
        fileprivate mutating func evict() {
            let excess = firing.count - AlertLog.mostFiring
            guard excess > 0 else { return }
            let sorted = firing.values.sorted { ($0.since, $0.key) < ($1.since, $1.key) }
            for change in sorted.prefix(excess) { firing[change.key] = nil }
            droppedCount += UInt64(excess)
        }
    }

    private struct Contents {
        var shown = Reading()
        /// With what a commit under way brings.
        var next = Reading()
        /// What a commit under way brings.
        var arriving: [AlertChange] = []
        /// Keys of what fires, in the state, of targets and rules that are gone: it is yet to be ended.
        var orphans: [String] = []
        var ruleUse = RuleUse()

        /// Takes what turns make of the alerts that fire by their keys; of nil nothing.
        mutating func take<Turn>(
            _ turns: [Turn],
            _ change: (_ firing: [String: AlertChange], Turn) -> AlertChange?
        ) -> [AlertChange] {
            defer { next.evict() }
            return turns.compactMap { turn in
                guard let change = change(next.firing, turn) else { return nil }
                next.take(change)
                arriving.append(change)
                return change
            }
        }
    }

    /// How many series of rules are remembered.
    public struct RuleUse: Sendable, Equatable {
        /// Those that fire, or were off in the newest window.
        public var entries = 0
        /// How often one found no place, and was not judged.
        public var refused: UInt64 = 0

        /// None.
        public init() {}
    }

    /// Who is told of what is committed.
    public let receivers = AlertReceivers()

    private let encoder: AlertEncoder
    private let contents = Mutex(Contents())

    /// A log of nothing.
    public init(_ encoder: AlertEncoder) { self.encoder = encoder }

    /// What fires and what changed; any thread.
    public var current: Reading { contents.withLock { $0.shown } }

    /// The rules beside targets.
    public var rules: [AlertRule] { encoder.rules }

    /// The rules on inputs.
    public var inputRules: [InputRule] { encoder.inputRules }

    /// How many series of rules are remembered, as of the newest barrier; any thread.
    public var ruleUse: RuleUse { contents.withLock { $0.ruleUse } }

    /// With what a commit under way brings: what belongs to the state as of a barrier.
    public var staged: Reading { contents.withLock { $0.next } }

    /// Takes the statuses that turned up to a barrier.
    ///
    /// - Parameters:
    ///   - turns: in order.
    ///   - emitted: when the records are produced, ms.
    /// - Returns: the alerts to be written, in order.
    public func stage(_ turns: [StatusTurn], emitted: Int64) -> [AlertChange] {
        contents.withLock { contents in
            contents.take(turns) { firing, turn in
                // A series that was not read yet may have an alert of other definitions.
                let old =
                    turn.before == nil
                    ? firing[encoder.key(of: turn)]?.severity
                    : turn.before.flatMap(AlertChange.Severity.init)
                return encoder.change(turn, from: old, emitted: emitted)
            }
        }
    }

    /// Takes the rules that turned up to a barrier.
    ///
    /// - Parameters:
    ///   - turns: in order.
    ///   - use: how many series are remembered now.
    ///   - emitted: when the records are produced, ms.
    /// - Returns: the alerts to be written, in order.
    public func stage(_ turns: [RuleTurn], _ use: RuleUse, emitted: Int64) -> [AlertChange] {
        contents.withLock { contents in
            contents.ruleUse = use
            return contents.take(turns) { firing, turn in
                // What ends is what fired: another severity were another alert at receivers.
                let old = turn.isFiring ? nil : firing[encoder.key(of: turn)]
                return encoder.change(turn, severity: old?.severity, emitted: emitted)
            }
        }
    }

    /// Takes the rules on inputs that turned up to a barrier.
    ///
    /// - Parameter turns: in order.
    /// - Returns: the alerts to be written, in order.
    public func stage(_ turns: [InputTurn]) -> [AlertChange] {
        contents.withLock { contents in
            contents.take(turns) { firing, turn in
                let old = turn.isFiring ? nil : firing[encoder.inputRules[turn.rule].key]
                return encoder.change(turn, severity: old?.severity)
            }
        }
    }

    /// Ends what fires, in the stored state, of targets and rules that are gone; call before other turns are
    /// staged.
    ///
    /// Until the commit has arrived, the state still has them: a process that ends before it ends them anew.
    ///
    /// - Parameter emitted: when the records are produced, ms.
    /// - Returns: the alerts to be written, in order of their keys; none but at the first barrier.
    public func stageOrphans(emitted: Int64) -> [AlertChange] {
        contents.withLock { contents in
            guard !contents.orphans.isEmpty else { return [] }
            let orphans = contents.orphans.sorted()
            contents.orphans = []
            return contents.take(orphans) { firing, key in firing[key]?.ended(at: emitted) }
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

    /// What somebody is yet to be told and `staged` does not show any more, and the position of the first: what
    /// belongs to the state beside it.
    ///
    /// - Complexity: O(1), unless changes of a commit under way are among them.
    public var olderWaiting: (first: UInt64, changes: ArraySlice<AlertChange>) {
        contents.withLock { contents in
            receivers.waiting(
                upTo: contents.next.count - UInt64(contents.next.changes.count),
                contents.arriving
            )
        }
    }

    /// Takes what was stored into a log of nothing; alerts of targets and rules that are gone are ended by
    /// `stageOrphans`, and where that cannot read their record forgotten, and counted with those that found no
    /// place.
    ///
    /// - Parameters:
    ///   - firing: what fires.
    ///   - changes: the last changes, oldest first.
    ///   - count: changes since the state began.
    ///   - told: how far each receiver had been told.
    ///   - waiting: the changes before those, as far as they wait for a receiver, oldest first.
    public func restore(
        firing: [AlertChange],
        changes: [AlertChange],
        count: UInt64,
        told: [String: UInt64] = [:],
        waiting: [AlertChange] = []
    ) {
        receivers.restore(positions: told, changes: waiting + changes, count: count)
        contents.withLock { contents in
            let gone = firing.filter {
                !encoder.isOfTarget($0) && !encoder.isOfRule($0) && !encoder.isOfInputRule($0)
            }
            contents.next.firing = Dictionary(firing.map { ($0.key, $0) }) { $1 }
            for change in gone {
                if change.ended(at: change.since) == nil {
                    contents.next.firing[change.key] = nil
                    contents.next.droppedCount += 1
                } else {
                    contents.orphans.append(change.key)
                }
            }
            contents.next.changes = changes
            contents.next.count = count
            contents.shown = contents.next
        }
    }
}
