// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What the aggregator thread tells the ingest thread.
final class RingShared: Sendable {
    private let due = Atomic(false)
    private let transitionsFull = Atomic(false)
    private let passed = Atomic<UInt64>(0)

    /// Whether windows are due; a hint.
    var isDue: Bool { due.load(ordering: .relaxed) }

    /// Whether so many transitions wait that a barrier is due at once; a hint, but as of the barrier
    /// before for who has seen that pass.
    var areTransitionsFull: Bool { transitionsFull.load(ordering: .relaxed) }

    /// Barriers that were passed: their batches were handed over.
    var passedCount: UInt64 {
        // Pairs with the store in `pass`: who sees it sees the port busy.
        passed.load(ordering: .acquiring)
    }

    func setDue(_ isDue: Bool) { due.store(isDue, ordering: .relaxed) }

    func setTransitionsFull(_ areFull: Bool) { transitionsFull.store(areFull, ordering: .relaxed) }

    func pass() { passed.store(passed.load(ordering: .relaxed) + 1, ordering: .releasing) }
}
