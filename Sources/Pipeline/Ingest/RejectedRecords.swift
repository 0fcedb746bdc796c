// SPDX-License-Identifier: Apache-2.0

/// Rejected records that wait for the next barrier.
///
/// From `limitBytes` on the ingest stage asks for a barrier and reads on only when the batch
/// before has been committed.
public struct RejectedRecords: Sendable {
    /// A batch with rejected records of this size is due at once.
    public static let limitBytes = 8 << 20

    /// The records in the order of rejection.
    public private(set) var records: [RejectedRecord] = []
    /// Bytes of their keys and values.
    public private(set) var byteCount = 0
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

    /// Hands the records over and starts anew.
    public mutating func take() -> [RejectedRecord] {
        defer {
            records = []
            byteCount = 0
        }
        return records
    }
}
