// SPDX-License-Identifier: Apache-2.0

/// One element of a record that is no event, with its place so that its bytes can be kept.
public struct Rejection: Sendable, Equatable {
    /// What is wrong.
    public let error: DecodeError
    /// Number of the element in the array or among the lines.
    public let index: Int
    /// The element's bytes in the record's value, opened where that is compressed; empty where a comma or bracket is amiss.
    public let range: Range<Int>
    /// The record holds this one element and no array; then it counts as a rejected record.
    public let isWholeRecord: Bool
}
