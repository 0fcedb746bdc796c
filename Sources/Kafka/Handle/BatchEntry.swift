// SPDX-License-Identifier: Apache-2.0

/// What a batch keeps of one record, partition end or error: plain values, nothing owned.
@frozen
@usableFromInline
@safe
struct BatchEntry: BitwiseCopyable {
    /// Nil where there is no key.
    @usableFromInline let key: UnsafeRawPointer?
    @usableFromInline let keyCount: Int
    /// Nil where there is no value.
    @usableFromInline let value: UnsafeRawPointer?
    @usableFromInline let valueCount: Int
    @usableFromInline let offset: Int64
    /// In ms since 1970; -1 where the record has none.
    @usableFromInline let timestamp: Int64
    @usableFromInline let partitionIndex: Int32
    @usableFromInline let kind: RecordBatch.Kind
}
