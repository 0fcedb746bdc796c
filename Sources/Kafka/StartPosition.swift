// SPDX-License-Identifier: Apache-2.0

/// Where the reading of a partition begins.
public enum StartPosition: Hashable, Sendable {
    /// The oldest record that the broker still holds.
    case beginning
    /// The end at the moment of the call: only what is written after it is read.
    case end
    /// The record with this offset, or the next one if it is gone by compaction.
    case offset(Int64)
    /// The first record whose timestamp is at least this many ms since 1970; the end if none is.
    case time(Int64)
}
