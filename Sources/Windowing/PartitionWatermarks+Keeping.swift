// SPDX-License-Identifier: Apache-2.0

import Synchronization

// What must be kept of the clocks, for watermarks that are made anew. Writer thread only.
extension PartitionWatermarks {
    /// What is known of one partition.
    public struct Clock: Sendable, Equatable {
        /// The largest event time, ms; `.min` before the first.
        public var latest: Int64
        /// When the last record came or the end was reached, monotonic ms.
        public var quietSince: Int64
        /// Whether the end was reached and nothing came since, whether it is idle, and whether it has
        /// retired, as bits 0 to 2.
        public var marks: UInt8

        /// A clock that was kept elsewhere.
        public init(latest: Int64, quietSince: Int64, marks: UInt8) {
            self.latest = latest
            self.quietSince = quietSince
            self.marks = marks
        }
    }

    /// What is known of a partition.
    public func clock(of partition: Int) -> Clock {
        precondition(partition >= 0 && partition < partitionCount, "the partition was added")
        return Clock(
            latest: unsafe partitions[partition].latest.load(ordering: .relaxed),
            quietSince: unsafe partitions[partition].quietSince.load(ordering: .relaxed),
            marks: unsafe partitions[partition].marks.load(ordering: .relaxed)
        )
    }

    /// Until when elapsed time was added while all were idle, monotonic ms.
    public var agedUntil: Int64 { unsafe state.pointee.agedUntil }

    /// Forgets which partitions were read to their ends: none is idle, and each is quiet from now on.
    ///
    /// Those that had retired must do so again: who reads them knows whether nothing comes of them still.
    ///
    /// - Parameter now: Monotonic ms.
    public func forgetEnds(now: Int64) {
        for partition in 0..<partitionCount {
            unsafe partitions[partition].marks.store(0, ordering: .relaxed)
            unsafe partitions[partition].quietSince.store(now, ordering: .relaxed)
        }
        unsafe state.pointee.idleCount = 0
        unsafe state.pointee.agedUntil = now
        advance()
    }

    /// Sets everything as it was kept; there is no partition yet.
    ///
    /// - Parameters:
    ///   - current: The watermark of all, ms.
    ///   - isAged: Whether its last advance came from elapsed time.
    ///   - agedUntil: As the property.
    ///   - clocks: One for each partition.
    public func restore(current: Int64, isAged: Bool, agedUntil: Int64, clocks: [Clock]) {
        precondition(partitionCount == 0, "nothing was added before")
        for clock in clocks {
            guard let partition = addPartition() else {
                preconditionFailure("there is room for all partitions")
            }
            unsafe partitions[partition].latest.store(clock.latest, ordering: .relaxed)
            unsafe partitions[partition].quietSince.store(clock.quietSince, ordering: .relaxed)
            unsafe partitions[partition].marks.store(clock.marks, ordering: .relaxed)
        }
        unsafe state.pointee.idleCount = (0..<partitionCount).count { isIdle($0) }
        unsafe state.pointee.agedUntil = agedUntil
        published.store(current, ordering: .relaxed)
        self.isAged.store(isAged, ordering: .relaxed)
        advance()
    }
}
