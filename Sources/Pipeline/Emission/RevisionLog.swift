// SPDX-License-Identifier: Apache-2.0

/// Which keys wait for a revision, and how often and when each was revised.
///
/// Bounded by the rows that still take facts: a key is forgotten with its window. Runs of empty windows
/// have no rows; there is at most one for three windows of each series that is told when empty.
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
    /// Runs of empty windows that one record stands for, by its key: start of the first window behind.
    var runs: [EmissionKey: Int64] = [:]

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

    /// Notes that the record of a key stands for a run of empty windows.
    mutating func noteRun(_ key: EmissionKey, until end: Int64) { runs[key] = end }

    /// Starts of the later windows of a series, before a time, that have a revision or wait for one: in
    /// order.
    ///
    /// - Complexity: O(keys that were revised or wait, with a logarithm).
    func ownStarts(behind first: EmissionKey, until end: Int64) -> [Int64] {
        let starts = pending.union(past.keys).lazy.filter { key in
            (key.output, key.series) == (first.output, first.series)
                && key.start > first.start && key.start < end
        }.map(\.start)
        return starts.sorted()
    }

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

    /// Forgets runs whose first window takes no facts any more, and does not wait for a revision.
    mutating func forgetRuns(where isOver: (EmissionKey) -> Bool) {
        if !runs.isEmpty { runs = runs.filter { pending.contains($0.key) || !isOver($0.key) } }
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
