// SPDX-License-Identifier: Apache-2.0

public import Synchronization

/// How far event time has come, over all input partitions.
///
/// The watermark of a partition is its largest event time less `outOfOrderness`; the watermark of all
/// is the smallest over the partitions that are not idle, and never goes back. A partition that has
/// had no event holds it where it is. Idle is a partition that was read to its end and got nothing for
/// `idleAfter` since, or one that has retired. When all are idle, the watermark is the largest of
/// theirs, whichever became so last, and goes on from there by the elapsed monotonic time.
///
/// Event times must be plausible: one that lies in the future stops nothing but makes all else late.
///
/// - Note: One thread calls the functions that change it; the rest may be read from any thread.
@safe public final class PartitionWatermarks: @unchecked Sendable {
    // Unchecked Sendable and `@safe`: readers see atomics only; `state` belongs to the one writer; both
    // allocations are made in `init`, freed in `deinit`, and indices are checked where partitions enter.

    /// What only the writer sees; behind a pointer, so that no access is checked for exclusivity.
    @usableFromInline struct State {
        /// An active partition with the smallest event time: until it advances, nothing does.
        @usableFromInline var holder = -1
        @usableFromInline var idleCount = 0
        /// Until when elapsed time was added while all were idle, monotonic ms.
        @usableFromInline var agedUntil: Int64 = 0
    }

    /// How many partitions there may be.
    public let maximumPartitions: Int

    /// How long a partition that is read to its end must be quiet to be idle, ms.
    public let idleAfter: Int64

    let outOfOrderness: Int64
    @usableFromInline let partitions: UnsafeMutablePointer<PartitionClock>
    @usableFromInline let state: UnsafeMutablePointer<State>
    @usableFromInline let published: Atomic<Int64>
    let isAged = Atomic<Bool>(false)
    @usableFromInline let added = Atomic<Int>(0)

    /// Watermarks without partitions.
    ///
    /// - Parameters:
    ///   - outOfOrderness: How far events of a partition may be out of order, ms, not negative.
    ///   - idleAfter: How long a partition that is read to its end must be quiet, ms, not negative.
    ///   - start: Where the watermark begins, ms; nil if it is unset until the first event.
    ///   - maximumPartitions: How many partitions there may be.
    public init(
        outOfOrderness: Int64,
        idleAfter: Int64,
        start: Int64?,
        maximumPartitions: Int = 4_096
    ) {
        precondition(outOfOrderness >= 0 && idleAfter >= 0, "durations are not negative")
        precondition(maximumPartitions > 0, "there is room for a partition")
        self.outOfOrderness = outOfOrderness
        self.idleAfter = idleAfter
        self.maximumPartitions = maximumPartitions
        published = Atomic(start ?? .min)
        unsafe partitions = .allocate(capacity: maximumPartitions)
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: State())
    }

    deinit {
        unsafe partitions.deinitialize(count: partitionCount)
        unsafe partitions.deallocate()
        unsafe state.deallocate()
    }
}

// Any thread.
extension PartitionWatermarks {
    /// The watermark of all, ms; `.min` while it is unset.
    @inlinable public var current: Int64 { published.load(ordering: .relaxed) }

    /// Whether the last advance came from elapsed time, not from an event.
    public var closedByIdle: Bool { isAged.load(ordering: .relaxed) }

    /// How many partitions there are.
    public var partitionCount: Int {
        // Pairs with the releasing store in `addPartition`: who sees the count sees the clocks.
        added.load(ordering: .acquiring)
    }

    /// The watermark of one partition, ms; `.min` before its first event.
    public func watermark(of partition: Int) -> Int64 {
        precondition(partition >= 0 && partition < partitionCount, "the partition was added")
        let latest = unsafe partitions[partition].latest.load(ordering: .relaxed)
        return latest == .min ? .min : latest - outOfOrderness
    }

    /// Whether a partition does not hold the watermark because nothing comes.
    public func isIdle(_ partition: Int) -> Bool {
        precondition(partition >= 0 && partition < partitionCount, "the partition was added")
        return unsafe partitions[partition].isIdle
    }
}

// Writer thread only.
extension PartitionWatermarks {
    /// Adds a partition, which holds the watermark until it has an event or is idle.
    ///
    /// - Returns: Its number; nil if there are `maximumPartitions`.
    public func addPartition() -> Int? {
        let partition = added.load(ordering: .relaxed)
        guard partition < maximumPartitions else { return nil }
        unsafe (partitions + partition).initialize(to: PartitionClock())
        added.store(partition + 1, ordering: .releasing)
        advance()
        return partition
    }

    /// Reports an event with a plausible time.
    ///
    /// - Parameters:
    ///   - partition: Number of the partition.
    ///   - eventTime: When it happened, ms; its magnitude is below 2^62.
    ///   - now: Monotonic ms.
    /// - Complexity: O(1), O(partitions) when the partition that is furthest behind advances.
    @inlinable public func observe(_ partition: Int, eventTime: Int64, now: Int64) {
        recordSeen(partition, now: now)
        guard unsafe eventTime > partitions[partition].latest.load(ordering: .relaxed)
        else { return }
        unsafe partitions[partition].latest.store(eventTime, ordering: .relaxed)
        if unsafe state.pointee.holder == partition { advance() }
    }

    /// Reports a record without a usable event: the partition is not quiet.
    ///
    /// - Parameters:
    ///   - partition: Number of the partition.
    ///   - now: Monotonic ms.
    @inlinable public func recordSeen(_ partition: Int, now: Int64) {
        precondition(
            partition >= 0 && partition < added.load(ordering: .relaxed),
            "the partition was added"
        )
        unsafe partitions[partition].quietSince.store(now, ordering: .relaxed)
        if unsafe partitions[partition].marks.load(ordering: .relaxed) != 0 { wake(partition) }
    }

    /// Reports that a partition is read to its end.
    ///
    /// Said again, it does not prolong the quiet time.
    ///
    /// - Parameters:
    ///   - partition: Number of the partition.
    ///   - now: Monotonic ms.
    public func endOfPartition(_ partition: Int, now: Int64) {
        precondition(partition >= 0 && partition < partitionCount, "the partition was added")
        guard unsafe partitions[partition].marks.load(ordering: .relaxed) == 0 else { return }
        unsafe partitions[partition].quietSince.store(now, ordering: .relaxed)
        unsafe partitions[partition].marks.store(PartitionClock.readToEnd, ordering: .relaxed)
    }

    /// Sets the watermark if it is unset, so that it ages although there never was an event.
    ///
    /// - Parameter wallClock: Where it begins, ms since 1970.
    public func beginIdle(at wallClock: Int64) {
        if current == .min { published.store(wallClock, ordering: .relaxed) }
    }

    @usableFromInline func wake(_ partition: Int) {
        guard unsafe partitions[partition].wake() else { return }
        unsafe state.pointee.idleCount -= 1
        advance()
    }

    /// Finds the active partition that is furthest behind and moves the watermark up to it.
    ///
    /// Where all are idle, nobody is behind: the one that is furthest ahead counts, of those that have not
    /// retired. Where all have, it stands.
    @usableFromInline func advance() {
        var holder = -1
        var (smallest, largest) = (Int64.max, Int64.min)
        for partition in 0..<partitionCount {
            let latest = unsafe partitions[partition].latest.load(ordering: .relaxed)
            if unsafe !partitions[partition].isRetired { largest = max(largest, latest) }
            guard latest < smallest, unsafe !partitions[partition].isIdle else { continue }
            (holder, smallest) = (partition, latest)
        }
        unsafe state.pointee.holder = holder
        let reached = holder < 0 ? largest : smallest
        guard reached != .min, reached - outOfOrderness > current else { return }
        published.store(reached - outOfOrderness, ordering: .relaxed)
        isAged.store(false, ordering: .relaxed)
    }
}
