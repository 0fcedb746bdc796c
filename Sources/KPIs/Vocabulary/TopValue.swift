// SPDX-License-Identifier: Apache-2.0

/// A value in a list of the most frequent ones.
public struct TopValue: Sendable, Equatable {
    /// The value; nil: all values together for which there was no room.
    public var value: String?
    /// How often it came: at most so often.
    public var count: Int64
    /// How often it came at least; equal to `count` where that is exact.
    public var low: Int64

    /// A value with its counts.
    public init(value: String?, count: Int64, low: Int64) {
        self.value = value
        self.count = count
        self.low = low
    }
}
