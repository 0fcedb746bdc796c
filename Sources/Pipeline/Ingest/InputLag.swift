// SPDX-License-Identifier: Apache-2.0

/// How many records lie between what was read and the ends of the inputs.
struct InputLag: Sendable, Equatable {
    /// Of the partitions whose end is known.
    var records: Int64
    /// Whether that is every partition.
    var isWhole: Bool
}
