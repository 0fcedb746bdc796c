// SPDX-License-Identifier: Apache-2.0

extension RecordIngester {
    /// What became of a partition's records.
    public func counts(of partition: Int) -> RecordCounts { recordCounts[partition] }

    /// Takes note that records will not be read; returns how many.
    mutating func lose(_ offsets: Range<Int64>, of partition: Int) -> Int64 {
        recordCounts[partition].lose(offsets)
    }

    /// Goes on counting a partition where it stood.
    mutating func setCounts(_ counts: RecordCounts, of partition: Int) {
        recordCounts[partition] = counts
    }

    /// Takes note that a partition was read to its end.
    ///
    /// - Parameters:
    ///   - partition: its number.
    ///   - offset: of the record to come next; what lies between it and the last record are offsets
    ///     without a record.
    public mutating func endOfPartition(_ partition: Int, offset: Int64) {
        recordCounts[partition].end(at: offset)
    }

    @usableFromInline
    mutating func follow(_ offset: Int64, _ partition: Int) {
        recordCounts[partition].follow(offset)
    }

    @usableFromInline
    mutating func countEmpty(_ partition: Int) { recordCounts[partition].empty += 1 }
}
