// SPDX-License-Identifier: Apache-2.0

/// The ends of a partition.
public struct PartitionOffsets: Hashable, Sendable {
    /// The oldest offset.
    public let low: Int64
    /// Up to where no transaction is open: readers of committed records get no further.
    public let lastStable: Int64
    /// The offset that comes next, records of open transactions counted.
    public let high: Int64

    /// Names the ends.
    public init(low: Int64, lastStable: Int64, high: Int64) {
        self.low = low
        self.lastStable = lastStable
        self.high = high
    }
}
