// SPDX-License-Identifier: Apache-2.0

/// Which keys wait for a revision, and how often and when each was revised.
///
/// Bounded by the rows that still take facts: a key is forgotten with its window.
struct RevisionLog {
    struct Past {
        var count: Int
        /// When it was revised last, monotonic ms.
        var at: Int64
    }

    /// How long a key is silent between two revisions, ms of monotonic time.
    let interval: Int64

    var pending: Set<EmissionKey> = []
    /// Windows of several panes that were emitted: their rows cannot tell, each is in many.
    var told: Set<EmissionKey> = []
    var past: [EmissionKey: Past] = [:]

    init(interval: Int64) { self.interval = interval }

    /// Keys that wait.
    var pendingCount: Int { pending.count }

    /// Start of the earliest window that waits.
    ///
    /// - Complexity: O(keys that wait).
    var earliestStart: Int64? { pending.lazy.map(\.start).min() }

    /// Notes that a final is outdated.
    mutating func note(_ key: EmissionKey) { pending.insert(key) }

    /// Notes that a window of several panes was emitted.
    mutating func noteTold(_ key: EmissionKey) { told.insert(key) }

    /// Whether a window of several panes was emitted.
    func isTold(_ key: EmissionKey) -> Bool { told.contains(key) }

    /// The waiting keys that may be revised now, in a fixed order.
    func ready(at now: Int64) -> [EmissionKey] {
        pending.filter { key in
            guard let last = past[key] else { return true }
            return now - last.at >= interval
        }.sorted()
    }

    /// Counts a revision that is emitted now and tells its number.
    mutating func revise(_ key: EmissionKey, at now: Int64) -> Int {
        pending.remove(key)
        let count = (past[key]?.count ?? 0) + 1
        past[key] = Past(count: count, at: now)
        return count
    }

    /// Whether a window of one of these outputs that starts in the range still waits.
    func isWaiting(outputs: [Int], from start: Int64, through end: Int64) -> Bool {
        !pending.isEmpty
            && pending.contains { key in
                key.start >= start && key.start <= end && outputs.contains(key.output)
            }
    }

    /// Forgets windows of an output that start before a time.
    mutating func forget(outputs: [Int], before start: Int64) {
        if !past.isEmpty {
            past = past.filter { !(outputs.contains($0.key.output) && $0.key.start < start) }
        }
        if !told.isEmpty {
            told = told.filter { !(outputs.contains($0.output) && $0.start < start) }
        }
    }
}
