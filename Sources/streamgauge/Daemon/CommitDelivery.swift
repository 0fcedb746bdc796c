// SPDX-License-Identifier: Apache-2.0

import KPIs
import Pipeline
import Sinks

/// A batch on its way into its topics, and how much of its state is there already.
///
/// All of it is written in one transaction but for state beyond what a transaction may hold: that goes
/// ahead, and counts only with the rest.
struct CommitDelivery {
    let batch: CommitBatch
    let snapshots: [Snapshot]
    /// What the rejected topic gets; less where brokers refuse some for good.
    var rejects: [RejectedOutput]
    /// They are sent in groups of so many bytes at most, or one by one: less where brokers refused several
    /// together, for which one may be to blame.
    var groupBytes = Int.max
    private let chunks: StateChunks?
    /// Chunks that transactions before the last one have written.
    private var writtenCount = 0

    /// A batch of which nothing is written yet.
    init(
        _ batch: CommitBatch,
        _ snapshots: [Snapshot],
        rejects: [RejectedOutput],
        chunks: StateChunks?
    ) {
        self.batch = batch
        self.snapshots = snapshots
        self.rejects = rejects
        self.chunks = chunks
    }

    /// Whether the next transaction is the last one.
    var isLast: Bool { (chunks?.count ?? 0) - writtenCount <= StateChunks.transactionLimit }

    /// The state's records of the next transaction.
    var nextChunks: Slice<StateChunks>? {
        chunks?.dropFirst(writtenCount).prefix(StateChunks.transactionLimit)
    }

    /// A transaction that was not the last one is committed.
    mutating func advance() { writtenCount += StateChunks.transactionLimit }

    /// Goes on behind the records that the log is known to have; what it has of a later transaction is none.
    mutating func goOn(behind count: Int) {
        writtenCount = count.isMultiple(of: StateChunks.transactionLimit) ? count : 0
    }
}
