// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline

/// What became of the records and events of all partitions of an input.
struct SampleCounts {
    private(set) var records: Int64 = 0
    private(set) var empty: Int64 = 0
    private(set) var events: Int64 = 0
    /// Records and events.
    private(set) var rejected: Int64 = 0
    private(set) var duplicates: Int64 = 0
    private(set) var late: Int64 = 0
    /// How many partitions they are of.
    private(set) var partitions = 0
    private(set) var reasons = RejectionCounts()

    /// Adds those of a partition.
    mutating func add(_ counts: RecordCounts, _ outcomes: EventOutcomes) {
        records += counts.records
        empty += counts.empty
        events += counts.events
        rejected += counts.rejectedRecords + counts.rejectedEvents
        duplicates += outcomes.duplicate
        late += outcomes.late
        partitions += 1
        for reason in RejectionReason.allCases { reasons[reason] += counts.reasons[reason] }
    }
}
