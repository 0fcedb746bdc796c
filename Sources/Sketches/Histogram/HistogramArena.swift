// SPDX-License-Identifier: Apache-2.0

/// Histograms by the hundred thousand: one thread adds, any thread reads, nothing locks.
///
/// Handles, limit, threads and the protocol with readers are those of `DistinctArena`. A histogram
/// begins with 32 bytes for two buckets and doubles; what it counts equals `LogHistogram`. A reader
/// sees each bucket whole, but of a correction perhaps only the half that was made first.
public struct HistogramArena: ~Copyable, Sendable {
    let pool: BlockPool

    /// Makes an arena without histograms.
    ///
    /// - Parameter limitBytes: the most memory it takes, 256 KiB to 64 GiB, in steps of 256 KiB.
    public init(limitBytes: Int) {
        pool = BlockPool(limitBytes: limitBytes)
    }

    /// Counts a value.
    ///
    /// - Parameters:
    ///   - value: of either sign.
    ///   - weight: 1, or -1 to take the value back.
    ///   - handle: the histogram, or 0 to begin one.
    /// - Returns: the handle from now on, the old one when nothing had to move; 0: there was no memory for
    ///   the value, and the histogram stays as it was under its handle.
    /// - Complexity: O(1), amortized where the histogram grows.
    public func add(_ value: Int64, weight: Int64 = 1, into handle: UInt32) -> UInt32 {
        let index = LogBuckets.index(of: value)
        if handle != 0 {
            let table = BucketTable(pool.block(handle))
            if table.add(index, weight: weight) != .full {
                table.addToSum(value &* weight)
                return handle
            }
        }
        return grow(handle) { table in
            _ = table.add(index, weight: weight)
            table.addToSum(value &* weight)
        }
    }

    /// Counts everything that a histogram counted, as when state is restored.
    ///
    /// - Parameters:
    ///   - histogram: what to add.
    ///   - handle: the histogram to merge into, or 0 to begin one.
    /// - Returns: the handle from now on; the old one at the memory limit, which counts as one
    ///   overflow.
    /// - Complexity: O(buckets of both).
    public func merge(_ histogram: LogHistogram, into handle: UInt32) -> UInt32 {
        guard !histogram.isEmpty else { return handle }
        guard var merged = copy(handle) else {
            preconditionFailure("The writer's own handles are never stale.")
        }
        merged.merge(histogram)
        let sizeClass = BucketTable.sizeClass(holding: merged.buckets.count)
        let stored = replace(handle, sizeClass) { table in
            for bucket in merged.buckets { _ = table.add(bucket.index, weight: bucket.count) }
            table.addToSum(merged.sum)
        }
        return stored == 0 ? handle : stored
    }

    /// Gives the memory of a histogram back.
    ///
    /// - Parameter handle: no cell holds it any more; 0 is ignored.
    public func release(_ handle: UInt32) {
        if handle != 0 { pool.free(handle) }
    }

    /// The most memory the arena takes.
    public var limitBytes: Int { pool.limitBytes }

    /// Bytes of the histograms that exist; any thread.
    public var bytesInUse: Int { pool.counters.bytesInUse }

    /// Bytes taken from the system; any thread.
    public var bytesReserved: Int { pool.counters.bytesReserved }

    /// Additions that found no memory and were not counted; any thread.
    public var overflowCount: UInt64 { pool.counters.overflowCount }
}

extension HistogramArena {
    /// Moves a full histogram to a block with room, or begins one.
    @inline(never)
    private func grow(_ handle: UInt32, _ addition: (BucketTable) -> Void) -> UInt32 {
        guard handle != 0 else { return replace(0, BucketTable.smallestClass, addition) }
        let old = BucketTable(pool.block(handle))
        // Canceled buckets stay behind; a quarter more keeps the next move away.
        var live = 0
        old.forEach { _ in live += 1 }
        return replace(handle, BucketTable.sizeClass(holding: live + live / 4 + 1)) { table in
            old.forEach { _ = table.add($0.index, weight: $0.count) }
            table.addToSum(old.readSum())
            addition(table)
        }
    }

    /// Fills a new block and retires the old one; 0: at the memory limit, where the old one stays.
    private func replace(
        _ handle: UInt32,
        _ sizeClass: UInt32,
        _ fill: (BucketTable) -> Void
    ) -> UInt32 {
        pool.replace(handle, sizeClass, .buckets) { fill(BucketTable($0)) } ?? 0
    }
}
