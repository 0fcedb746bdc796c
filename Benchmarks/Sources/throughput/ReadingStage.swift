// SPDX-License-Identifier: Apache-2.0

import Kafka

/// What is done with the records that were read.
protocol ReadingStage: ~Copyable {
    /// Called once, before the first batch.
    mutating func begin(partitionCount: Int)
    /// Takes the records of a poll.
    mutating func take(_ batch: borrowing RecordBatch)
    /// What it found, to see that it did its work.
    var findings: [String: Int] { get }
}
