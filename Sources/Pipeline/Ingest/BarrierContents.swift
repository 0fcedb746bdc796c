// SPDX-License-Identifier: Apache-2.0

/// What the ingest stage adds to a barrier.
final class BarrierContents: Sendable {
    let rejected: [RejectedRecord]
    let counts: [RecordCounts]
    /// What changed in the state of the ingest stage; nil: no state is kept.
    let state: [UInt8]?

    init(rejected: [RejectedRecord], counts: [RecordCounts], state: [UInt8]? = nil) {
        self.rejected = rejected
        self.counts = counts
        self.state = state
    }
}
