// SPDX-License-Identifier: Apache-2.0

import KPIs
import Synchronization

/// How the series of one output stand against its target, for threads that only read.
///
/// One thread publishes, any thread reads, without locks: a standing is one word.
@safe final class TargetColumn: Sendable {
    /// At most this many series.
    let limit: Int

    // A word is initialized before `published` is stored with release; readers load it with
    // acquire. Pages of series that never came are never touched.
    private nonisolated(unsafe) let words: UnsafeMutablePointer<Atomic<Int64>>
    private let published = Atomic<Int>(0)

    init(limit: Int) {
        self.limit = limit
        unsafe words = .allocate(capacity: limit)
    }

    // Words are trivial: no deinitialize.
    deinit { unsafe words.deallocate() }

    /// How a series stands; nil: it was never read, or went quiet since.
    ///
    /// Any thread.
    func standing(of series: UInt32) -> TargetStanding? {
        guard let word = word(of: series) else { return nil }
        let status = TargetStatus(rawValue: UInt8(truncatingIfNeeded: word & Self.statusBits))
        return status.map { TargetStanding(status: $0, since: word >> Self.statusWidth) }
    }

    /// How a series stands as a number that is another one after each turn; nil: it was never read.
    ///
    /// Any thread.
    func word(of series: UInt32) -> Int64? {
        guard Int(series) < published.load(ordering: .acquiring) else { return nil }
        return unsafe words[Int(series)].load(ordering: .relaxed)
    }

    /// Says how a series stands.
    ///
    /// Writer only.
    func publish(_ standing: TargetStanding, of series: UInt32) {
        precondition(Int(series) < limit, "a series of the output")
        var count = published.load(ordering: .relaxed)
        while count <= Int(series) {
            unsafe (words + count).initialize(to: Atomic(Self.none))
            count += 1
        }
        let word = standing.since << Self.statusWidth | Int64(standing.status.rawValue)
        store(word, of: series)
        if count > published.load(ordering: .relaxed) {
            published.store(count, ordering: .releasing)
        }
    }

    /// Says that a series stands nowhere any more.
    ///
    /// Writer only.
    func withdraw(_ series: UInt32) {
        guard Int(series) < published.load(ordering: .relaxed) else { return }
        store(Self.none, of: series)
    }

    /// Writes the word of a series that has one.
    private func store(_ word: Int64, of series: UInt32) {
        unsafe words[Int(series)].store(word, ordering: .relaxed)
    }

    /// The time above, the status below; no status has all bits set.
    private static let statusWidth: Int64 = 3
    private static let statusBits: Int64 = 7
    private static let none: Int64 = 7
}
