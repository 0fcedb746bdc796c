// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Who is told of committed changes one by one, how far each has been told, and how that goes.
///
/// Changes wait here between their commit and the last receiver that is told. Positions count the
/// changes since the state began, from 1; they are stored with the state, so that what nobody was
/// told before a crash is told after it.
///
/// Any thread.
public final class AlertReceivers: Sendable {
    /// The most changes that wait.
    ///
    /// Beyond, the oldest are never told to those who have not heard of them, which is counted.
    public static let mostWaiting = 10_000

    private struct Contents {
        /// Changes with the positions `end - waiting.count + 1` to `end`, oldest first.
        var waiting: [AlertChange] = []
        /// How many at the beginning of `waiting` everybody was told of, or are too many.
        var done = 0
        var end: UInt64 = 0
        var told: [String: UInt64] = [:]
        var names: [String] = []
        var lost: [String: UInt64] = [:]
        var statuses: [String: PublishedStatus.Receiver] = [:]

        /// The position before the oldest that waits.
        var beforeFirst: UInt64 { end - UInt64(waiting.count - done) }

        mutating func trim() {
            let least = names.compactMap { told[$0] }.min() ?? end
            done += Int(max(least, beforeFirst) - beforeFirst)
            done += max(0, waiting.count - done - AlertReceivers.mostWaiting)
            // Moved seldom: what remains is copied then.
            guard done > waiting.count / 2 else { return }
            waiting.removeFirst(done)
            done = 0
        }
    }

    private let contents = Mutex(Contents())

    /// Nobody, who was told nothing.
    public init() {}

    /// Begins to keep changes for those who are told each; call before the first change is staged, or
    /// while nobody is told anything.
    ///
    /// - Parameter names: tell them apart; one that the state knows goes on where it was, another
    ///   begins with the next change.
    public func register(_ names: [String]) {
        contents.withLock { contents in
            contents.names = names
            // Of receivers that are gone nothing is kept.
            let end = contents.end
            let told = names.map { ($0, min(contents.told[$0] ?? end, end)) }
            contents.told = Dictionary(told) { $1 }
            contents.trim()
        }
    }

    /// Shows no longer how telling others than these went.
    public func hide(except names: [String]) {
        contents.withLock { contents in
            contents.statuses = contents.statuses.filter { names.contains($0.key) }
        }
    }

    /// How far each receiver has been told: what belongs to the state.
    public var positions: [String: UInt64] { contents.withLock { $0.told } }

    /// Takes what was stored; call before `register`.
    ///
    /// - Parameters:
    ///   - positions: how far each had been told.
    ///   - changes: the last ones without a gap, oldest first.
    ///   - count: changes since the state began: the position of the last one.
    public func restore(positions: [String: UInt64], changes: [AlertChange], count: UInt64) {
        contents.withLock { contents in
            contents.told = positions
            contents.waiting = changes
            contents.done = 0
            contents.end = count
        }
    }

    /// What somebody is yet to be told, up to a position.
    ///
    /// - Parameters:
    ///   - last: the last position that is wanted.
    ///   - arriving: changes of a commit under way, which come next.
    /// - Returns: changes, oldest first, `mostWaiting` of the newest at most, and the position of the first.
    /// - Complexity: O(1), and O(changes that wait) where arriving ones are wanted.
    func waiting(
        upTo last: UInt64,
        _ arriving: [AlertChange]
    ) -> (first: UInt64, changes: ArraySlice<AlertChange>) {
        contents.withLock { contents in
            let before = contents.beforeFirst
            guard !contents.names.isEmpty, last > before else { return (last, []) }
            let (wanted, waiting) = (Int(last - before), contents.waiting[contents.done...])
            let changes =
                wanted <= waiting.count
                ? waiting.prefix(wanted) : waiting + arriving.prefix(wanted - waiting.count)
            let kept = changes.suffix(Self.mostWaiting)
            return (before + UInt64(changes.count - kept.count) + 1, kept)
        }
    }

    /// Changes have been committed.
    func arrive(_ changes: [AlertChange]) {
        guard !changes.isEmpty else { return }
        contents.withLock { contents in
            contents.end += UInt64(changes.count)
            guard !contents.names.isEmpty else { return contents.waiting.removeAll() }
            contents.waiting += changes
            contents.trim()
        }
    }

    /// The next change for a receiver, with its position; nil: it was told everything.
    public func next(for name: String) -> (position: UInt64, change: AlertChange)? {
        contents.withLock { contents in
            guard let told = contents.told[name], told < contents.end else { return nil }
            let first = contents.beforeFirst
            if told < first {
                contents.lost[name, default: 0] += first - told
                contents.told[name] = first
            }
            let position = max(told, first) + 1
            guard position <= contents.end else { return nil }
            return (position, contents.waiting[contents.done + Int(position - first) - 1])
        }
    }

    /// A receiver was told up to a position, or will not be told it.
    public func tell(_ name: String, upTo position: UInt64) {
        contents.withLock { contents in
            contents.told[name] = position
            contents.trim()
        }
    }

    /// How many changes wait for a receiver, and how many were dropped because too many waited.
    public func queue(of name: String) -> (waiting: Int, lost: UInt64) {
        contents.withLock { contents in
            let told = max(contents.told[name] ?? contents.end, contents.beforeFirst)
            return (Int(contents.end - told), contents.lost[name] ?? 0)
        }
    }

    /// How telling goes, of receivers of any kind, by name.
    public var statuses: [PublishedStatus.Receiver] {
        contents.withLock { $0.statuses.values.sorted { $0.name < $1.name } }
    }

    /// Shows how telling one receiver goes.
    public func show(_ status: PublishedStatus.Receiver) {
        contents.withLock { $0.statuses[status.name] = status }
    }
}
