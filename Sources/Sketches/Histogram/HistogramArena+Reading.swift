// SPDX-License-Identifier: Apache-2.0

extension HistogramArena {
    /// How often `copy(reading:)` begins anew before it gives up.
    private static let readAttempts = 8

    /// A copy of a histogram, if the handle still names it; see `DistinctArena.copy(_:)`.
    ///
    /// - Parameter handle: 0 gives the empty histogram.
    /// - Returns: the copy, or nil when the handle is stale.
    /// - Complexity: O(size); any thread.
    public func copy(_ handle: UInt32) -> LogHistogram? {
        guard handle != 0 else { return LogHistogram() }
        let block = pool.block(handle)
        let sequence = block.sequence
        guard sequence & 1 == 0 else { return nil }
        let table = BucketTable(block)
        var buckets: [LogHistogram.Bucket] = []
        table.forEach { buckets.append(.init(index: $0.index, count: $0.count)) }
        let sum = table.readSum()
        // Only what is whole is handed on: half a block may hold buckets that do not exist.
        guard block.isStill(sequence) else { return nil }
        return LogHistogram(buckets: buckets, sum: sum)
    }

    /// A copy of the histogram that a cell names, even while the histogram moves.
    ///
    /// - Parameter cell: loads the handle from its cell, acquiring.
    /// - Returns: the histogram, or nil when it moved during each of eight attempts.
    public func copy(reading cell: () -> UInt32) -> LogHistogram? {
        var handle = cell()
        for _ in 0..<Self.readAttempts {
            let histogram = copy(handle)
            // The fence in `isStill` puts this load after those of the content.
            let current = cell()
            if let histogram, current == handle { return histogram }
            handle = current
        }
        return nil
    }

    /// Merges a histogram into another one, if the handle still names it.
    ///
    /// - Parameters:
    ///   - handle: 0 merges nothing.
    ///   - accumulator: unchanged when the result is false.
    /// - Returns: false when the handle was stale, as in `copy(_:)`.
    public func merge(_ handle: UInt32, into accumulator: inout LogHistogram) -> Bool {
        guard handle != 0 else { return true }
        guard let histogram = copy(handle) else { return false }
        accumulator.merge(histogram)
        return true
    }
}
