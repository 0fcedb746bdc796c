// SPDX-License-Identifier: Apache-2.0

/// Tells which batches of an answer belong to transactions that were aborted (KIP-98).
///
/// The broker lists a producer and the first offset of each; the abort marker among the batches ends
/// it. Batches are asked about in their order.
struct AbortedTransactions {
    private var waiting: [(producer: Int64, firstOffset: Int64)] = []
    private var active: Set<Int64> = []

    /// The transactions of one partition's answer, in any order.
    init(_ list: [(producer: Int64, firstOffset: Int64)] = []) {
        waiting = list.sorted { $0.firstOffset > $1.firstOffset }
    }

    /// Whether the batch's records were never committed.
    mutating func contains(_ batch: StoredBatch) -> Bool {
        if waiting.isEmpty, active.isEmpty { return false }
        while let next = waiting.last, next.firstOffset <= batch.lastOffset {
            active.insert(next.producer)
            waiting.removeLast()
        }
        if batch.isAbortMarker { active.remove(batch.producer) }
        return batch.isTransactional && !batch.isControl && active.contains(batch.producer)
    }
}
