// SPDX-License-Identifier: Apache-2.0

/// What the ingest stage adds to a barrier.
final class BarrierContents: Sendable {
    let rejected: [RejectedRecord]
    let counts: [RecordCounts]
    /// What changed in the state of the ingest stage; nil: no state is kept.
    let state: [UInt8]?

    /// The clock on the wall, ms.
    let wall: Int64
    /// How far the ends of the inputs are; nil: nobody asked.
    let lag: InputLag?

    init(
        rejected: [RejectedRecord],
        counts: [RecordCounts],
        state: [UInt8]? = nil,
        wall: Int64 = SystemClock.wall,
        lag: InputLag? = nil
    ) {
        (self.wall, self.lag) = (wall, lag)
        self.rejected = rejected
        self.counts = counts
        self.state = state
    }
}
