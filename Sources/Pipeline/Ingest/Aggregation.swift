// SPDX-License-Identifier: Apache-2.0

/// The aggregation stage as the ingest loop sees it: on the same thread, or behind a ring.
protocol Aggregation: EventRoute, ~Copyable {
    /// Whether windows are due.
    var isDue: Bool { get }
    /// Whether so many transitions between stages wait that a barrier is due at once; a hint.
    var areTransitionsFull: Bool { get }
    /// Whether the barrier before has been passed.
    var isReadyForBarrier: Bool { get }
    /// Takes one more input partition; nil: there are too many.
    mutating func addPartition(source: UInt64) -> Int?
    /// Numbers the next of the partitions that came with the restored state.
    mutating func adoptPartition() -> Int
    /// Takes note that nothing will come of a partition any more: it does not hold the watermark.
    mutating func retirePartition(_ partition: Int, now: Int64)
    /// Lets time pass.
    mutating func tick(now: Int64, sourceIsHealthy: Bool)
    /// Begins where nothing ever came.
    mutating func beginIdle(at wallClock: Int64)
    /// Takes note that events were lost before they were read: windows that begin before this are
    /// not complete.
    ///
    /// - Parameter time: when the first record behind the loss was written, ms.
    mutating func lostEvents(before time: Int64)
    /// Passes a barrier: what came before it is in the batch that is handed over.
    mutating func barrier(_ contents: BarrierContents, now: Int64)
}
