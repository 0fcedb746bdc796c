// SPDX-License-Identifier: Apache-2.0

import Kafka

extension KafkaProducer {
    /// Enqueues a number as text for partition 0.
    func enqueue(
        _ number: Int,
        tag: UInt64,
        topic: String
    ) throws(KafkaError) -> Outcome {
        let bytes = Array("\(number)".utf8)
        // Sound: bytes of any kind are plain bytes.
        return try unsafe enqueue(
            topic: topic,
            partition: 0,
            key: nil,
            value: bytes.span.bytes,
            tag: tag
        )
    }
}
