// SPDX-License-Identifier: Apache-2.0

/// What the ingest stage adds to a barrier.
final class BarrierContents: Sendable {
    let rejected: [RejectedRecord]
    let counts: [RecordCounts]

    init(rejected: [RejectedRecord], counts: [RecordCounts]) {
        self.rejected = rejected
        self.counts = counts
    }
}
