// SPDX-License-Identifier: Apache-2.0

import Kafka

/// The floor: touches nothing, counts bytes.
struct CountingStage: ReadingStage {
    private var bytes = 0

    mutating func begin(partitionCount: Int) {}

    mutating func take(_ batch: borrowing RecordBatch) {
        for index in 0..<batch.count where batch.kind(at: index) == .record {
            bytes += batch.record(at: index).value?.byteCount ?? 0
        }
    }

    var findings: [String: Int] { ["bytes": bytes] }
}
