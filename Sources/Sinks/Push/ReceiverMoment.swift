// SPDX-License-Identifier: Apache-2.0

/// The time of a round of a receiver's thread, and its luck.
struct ReceiverMoment {
    /// Time that only goes forward, ms.
    var now: Int64
    /// Since 1970, ms.
    var wall: Int64
    /// From 0 to 1.
    var random: Double
}
