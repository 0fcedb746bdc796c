// SPDX-License-Identifier: Apache-2.0

/// What is known of a record besides its bytes.
@frozen public struct StoryRecord: Sendable, Equatable {
    /// When the record is produced, ms since 1970 UTC; never before the record before.
    public let time: Int64
    /// Where it belongs.
    public let channel: StoryChannel
    /// Where in the record's bytes its key lies: who or what it is about; empty if it has none.
    public let key: Range<Int>
    /// Whether it is meant to be rejected.
    public let isBroken: Bool
}
