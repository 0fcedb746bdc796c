// SPDX-License-Identifier: Apache-2.0

@testable import Pipeline

extension CommitBatch {
    /// A batch of no values.
    static func empty(_ sequence: UInt64 = 1, state: RecordedState? = nil) -> CommitBatch {
        CommitBatch(
            sequence: sequence,
            values: ValueBatch(limit: 1, watermark: 0, closing: nil),
            rejected: [],
            counts: [],
            outcomes: [],
            state: state
        )
    }
}
