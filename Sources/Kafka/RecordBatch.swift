// SPDX-License-Identifier: Apache-2.0

import CPlatform

/// Records as they came from the broker, with partition ends and errors between them.
///
/// One batch is made for each reading thread and filled again and again by
/// `KafkaConsumer.poll(into:timeoutMilliseconds:)`. Keys and values are borrowed: they live until the
/// next poll. A kept batch keeps a whole answer of the broker in memory, so copy what must stay.
///
/// - Note: used by one thread at a time.
@safe
public struct RecordBatch: ~Copyable {
    /// What an entry of a batch is.
    @frozen
    public enum Kind: UInt8, Sendable {
        /// A record.
        case record
        /// Everything before the entry's offset has been read; records may come later.
        case endOfPartition
        /// Something failed that concerns a partition, or the consumer (partition index -1).
        case error
    }

    /// The number of entries when nothing else is asked for.
    public static let defaultCapacity = 1024

    /// How many entries ahead values are loaded, and how much of each; the processor sees by itself
    /// that a long one goes on.
    @usableFromInline static var lookahead: Int { 3 }
    private static var prefetchedBytes: Int { 512 }

    /// The number of entries of the last poll.
    public private(set) var count = 0
    /// Whether all values lie in memory that ends with 64 zeros, so that vectors may be read at their ends.
    public private(set) var isPadded = false
    @usableFromInline let entries: UnsafeMutablePointer<BatchEntry>
    let storage: BatchStorage

    /// Makes an empty batch.
    ///
    /// - Parameter capacity: the most entries of one poll, at least 1; about 64 bytes each.
    public init(capacity: Int = RecordBatch.defaultCapacity) {
        precondition(capacity > 0, "a batch holds at least one record")
        storage = BatchStorage(capacity: capacity)
        unsafe entries = storage.entries
    }

    /// What the entry is; ask before anything else.
    @inlinable
    public func kind(at index: Int) -> Kind {
        entry(index).kind
    }

    /// The consumer's number of the partition; -1 for an error that concerns none.
    @inlinable
    public func partitionIndex(at index: Int) -> Int {
        Int(entry(index).partitionIndex)
    }

    /// The offset of a record, or of the end of the partition (the offset to come next).
    @inlinable
    public func offset(at index: Int) -> Int64 {
        entry(index).offset
    }

    /// The record at a place whose kind is `record`.
    ///
    /// - Complexity: O(1), no allocation, no copy.
    @inlinable
    @_lifetime(borrow self)
    public func record(at index: Int) -> KafkaRecord {
        let entry = entry(index)
        prefetch(index + Self.lookahead)
        let record = unsafe KafkaRecord(entry)
        // Sound: what the entry points to lives until the batch is filled again, which is mutation.
        return unsafe _overrideLifetime(record, borrowing: self)
    }

    /// The headers of a record, copied; for records that are known to need them.
    public func headers(at index: Int) -> [KafkaHeader] {
        guard kind(at: index) == .record else { return [] }
        return storage.headers(at: index)
    }

    /// The headers of a record as Kafka stores them, or nil where it has none.
    ///
    /// Their number, then of each the length and bytes of name and value, -1 for a value that is null;
    /// all numbers are zigzag varints.
    ///
    /// - Complexity: O(1) without allocation, or O(bytes) where the client library fetched the record.
    @_lifetime(borrow self)
    public func storedHeaders(at index: Int) -> RawSpan? {
        guard kind(at: index) == .record, let stored = unsafe storage.storedHeaders(at: index)
        else {
            return nil
        }
        // Sound: the storage keeps them until the batch is filled again, which is mutation.
        let span = unsafe RawSpan(_unsafeBytes: stored)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// The error at a place whose kind is `error`.
    public func error(at index: Int) -> KafkaError {
        precondition(kind(at: index) == .error, "this entry of the batch is no error")
        return storage.error(at: index)
    }

    /// The offsets that an error at a place says will not be read; nil: none, or the library does not tell.
    public func lostOffsets(at index: Int) -> Range<Int64>? { storage.losses[index] }

    /// Gives all memory of the last poll back before the next one.
    public mutating func clear() {
        storage.clear()
        (count, isPadded) = (0, false)
    }

    /// Takes over what the storage was filled with.
    mutating func noteFilled() {
        count = storage.count
        isPadded = storage.isPadded
    }

    /// Starts loading the value of an entry that is read soon: another thread wrote it, so the
    /// first look at it would wait.
    @usableFromInline
    func prefetch(_ index: Int) {
        guard index < count, let value = unsafe entries[index].value else { return }
        let end = unsafe min(entries[index].valueCount, Self.prefetchedBytes)
        for offset in stride(from: 0, to: end, by: 64) { unsafe sg_prefetch(value + offset) }
    }

    @inlinable
    func entry(_ index: Int) -> BatchEntry {
        precondition(index >= 0 && index < count, "a batch ends at its count")
        // Sound: the first `count` entries are initialized.
        return unsafe entries[index]
    }
}
