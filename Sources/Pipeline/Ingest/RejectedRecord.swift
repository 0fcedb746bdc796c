// SPDX-License-Identifier: Apache-2.0

public import Events

/// A record, or an element of one, that could not be understood.
public struct RejectedRecord: Sendable {
    /// The input partition's number, or among those of side topics.
    public var partition: Int
    /// Whether it is of a side topic.
    public var isOfTable = false
    /// The record's offset.
    public var offset: Int64
    /// The record's timestamp, ms.
    public var timestamp: Int64
    /// The record's key.
    public var key: [UInt8]?
    /// The record's value, or the element's bytes.
    public var value: [UInt8]
    /// Why.
    public var error: DecodeError
    /// Position of the element in its array or lines; nil: the record as a whole.
    public var index: Int?
}
