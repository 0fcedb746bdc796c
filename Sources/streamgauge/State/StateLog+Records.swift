// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline

extension StateLog {
    /// Takes the records of a batch.
    ///
    /// - Throws: `.invalidArgument` for state that a later program or another application wrote.
    mutating func take(_ batch: borrowing RecordBatch) throws(KafkaError) {
        for index in 0..<batch.count where batch.kind(at: index) == .record {
            do throws(StateError) {
                try take(batch.copiedValue(at: index), at: batch.offset(at: index))
            } catch {
                throw KafkaError(code: .invalidArgument, reason: "\(error)")
            }
        }
    }
}
