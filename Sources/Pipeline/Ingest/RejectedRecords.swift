// SPDX-License-Identifier: Apache-2.0

import Kafka

/// Rejected records that wait for the next barrier.
///
/// From `limitBytes` on the ingest stage asks for a barrier and reads on only when the batch
/// before has been committed.
public struct RejectedRecords: Sendable {
    /// A batch with rejected records of this size is due at once.
    public static let limitBytes = 8 << 20

    /// Bytes of headers that all rejected elements of one record are given together: a record may hold
    /// very many elements.
    private static let headerBytesLimit = 1 << 20
    /// What a header takes besides its bytes.
    private static let headerCost = 64

    /// The records in the order of rejection.
    public private(set) var records: [RejectedRecord] = []
    /// Bytes of their keys, values and headers.
    public private(set) var byteCount = 0
    /// How many of them have their headers.
    private var completeCount = 0
    /// Whether the rejected records are kept at all, or only counted.
    public let isKept: Bool

    /// Nothing yet.
    public init(isKept: Bool) { self.isKept = isKept }

    /// Whether a barrier is due.
    public var isFull: Bool { byteCount >= Self.limitBytes }

    mutating func append(_ record: RejectedRecord) {
        guard isKept else { return }
        byteCount += record.value.count + (record.key?.count ?? 0)
        records.append(record)
    }

    /// Gives the records that were rejected since the last call the headers of the record they are of.
    @inline(__always)
    mutating func complete(_ headers: () -> [KafkaHeader]) {
        if completeCount != records.count { add(headers()) }
    }

    @inline(never)
    private mutating func add(_ headers: [KafkaHeader]) {
        var room = Self.headerBytesLimit
        for place in completeCount..<records.count {
            records[place].keep(headers, room: room)
            let bytes = records[place].headers.reduce(0) { $0 + $1.byteCount + Self.headerCost }
            byteCount += bytes
            room -= bytes
        }
        completeCount = records.count
    }

    /// Hands the records over and starts anew.
    public mutating func take() -> [RejectedRecord] {
        defer {
            records = []
            byteCount = 0
            completeCount = 0
        }
        return records
    }
}
