// SPDX-License-Identifier: Apache-2.0

public import Events
public import Kafka

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
    /// The record's headers, as far as there is room.
    public var headers: [KafkaHeader] = []
    /// How many headers there was no room for.
    public var droppedHeaders = 0
    /// Why.
    public var error: DecodeError
    /// Position of the element in its array or lines; nil: the record as a whole.
    public var index: Int?
}

extension RejectedRecord {
    /// The most headers that are kept of a record.
    public static let headerLimit = 32
    /// The most bytes of them, names and values, together with the key.
    public static let headerBytesLimit = 32 << 10
    /// With what the headers begin that the rejected topic has of its own.
    private static let ownPrefix = "streamgauge."

    /// Takes over the record's headers up to the limits; those that a rejected record was given when it
    /// was rejected before are left out.
    ///
    /// - Parameters:
    ///   - given: the record's.
    ///   - most: bytes that there is room for, besides the limits.
    mutating func keep(_ given: [KafkaHeader], room most: Int = .max) {
        var room = min(Self.headerBytesLimit - (key?.count ?? 0), most)
        for header in given where !header.name.hasPrefix(Self.ownPrefix) {
            let size = header.byteCount
            if headers.count < Self.headerLimit, size <= room {
                headers.append(header)
                room -= size
            } else {
                droppedHeaders += 1
            }
        }
    }
}

extension KafkaHeader {
    /// Bytes of name and value.
    var byteCount: Int { name.utf8.count + (value?.count ?? 0) }
}
