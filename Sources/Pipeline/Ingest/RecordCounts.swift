// SPDX-License-Identifier: Apache-2.0

/// What became of the records of one partition, as the ingest stage counts them.
///
/// With the aggregator's `EventOutcomes` this makes the conservation equation: the two are counted
/// by different stages.
public struct RecordCounts: Sendable, Equatable, BitwiseCopyable {
    /// Records that were read.
    public var records: Int64 = 0
    /// Records with at least one element that could be told apart.
    public var decoded: Int64 = 0
    /// Records without a value.
    public var empty: Int64 = 0
    /// Records rejected as a whole.
    public var rejectedRecords: Int64 = 0
    /// Events found in decoded records, rejected ones among them.
    public var events: Int64 = 0
    /// Events rejected.
    public var rejectedEvents: Int64 = 0
    /// Rejections of records and events.
    public var reasons = RejectionCounts()
    /// Offsets that no record was delivered for: compacted, aborted, control records.
    public var gaps: Int64 = 0
    /// Offsets that were deleted before they were read: what was there is not known.
    public var lost: Int64 = 0
    /// Offset of the next record to be read; nil before the first one, or the end, was seen.
    public var nextOffset: Int64?
    /// Offset of the first record, or of the end where that came first.
    public var firstOffset: Int64?

    /// Nothing yet.
    public init() {}

    /// Nothing yet of a partition that is read from an offset on.
    public init(startingAt offset: Int64) {
        self.init()
        (firstOffset, nextOffset) = (offset, offset)
    }

    /// Records between the next one to be read and the end of the partition.
    ///
    /// - Parameter end: the offset behind its last record; nil: it is not known.
    /// - Returns: nil where either of both is not known.
    func lag(behind end: Int64?) -> Int64? {
        guard let end, let nextOffset else { return nil }
        return max(0, end - nextOffset)
    }

    /// Counts a record, and the offsets without one before it.
    @inline(__always)
    mutating func follow(_ offset: Int64) {
        records += 1
        if let expected = nextOffset {
            gaps += offset - expected
        } else {
            firstOffset = offset
        }
        nextOffset = offset + 1
    }

    /// Counts the offsets without a record up to the end.
    mutating func end(at offset: Int64) {
        guard let expected = nextOffset else {
            (firstOffset, nextOffset) = (offset, offset)
            return
        }
        gaps += max(0, offset - expected)
        nextOffset = max(offset, expected)
    }

    /// Counts offsets that will not be read; what lies before them and was not read has no record.
    ///
    /// - Returns: how many they are.
    mutating func lose(_ offsets: Range<Int64>) -> Int64 {
        let expected = nextOffset ?? offsets.lowerBound
        if nextOffset == nil { firstOffset = expected }
        guard offsets.upperBound > expected else { return 0 }
        let first = max(offsets.lowerBound, expected)
        gaps += first - expected
        lost += offsets.upperBound - first
        nextOffset = offsets.upperBound
        return offsets.upperBound - first
    }

    /// Whether every record and event that was read is accounted for.
    public func isConserved(by outcomes: EventOutcomes) -> Bool {
        records == decoded + empty + rejectedRecords
            && events == outcomes.total + rejectedEvents
            && (nextOffset ?? 0) - (firstOffset ?? 0) == records + gaps + lost
    }
}
