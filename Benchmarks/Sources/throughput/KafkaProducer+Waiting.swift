// SPDX-License-Identifier: Apache-2.0

import Kafka

extension KafkaProducer {
    /// Hands a record over, and waits while the queue is full.
    ///
    /// - Parameters:
    ///   - bytes: the record's value.
    ///   - key: where in it the key lies; nil: it has none.
    ///   - topic: where it goes.
    ///   - partition: which of the topic's.
    ///   - timestamp: its time, ms.
    /// - Throws: what the library refuses.
    func enqueueWaiting(
        _ bytes: [UInt8],
        key: Range<Int>?,
        to topic: String,
        partition: Int32,
        timestamp: Int64
    ) throws(KafkaError) {
        // Sound: bytes are plain bytes.
        let value = unsafe bytes.span.bytes
        var name: RawSpan?
        if let key { name = value.extracting(key) }
        while try enqueue(
            topic: topic,
            partition: partition,
            key: name,
            value: value,
            timestamp: timestamp
        ) == .queueFull {
            poll(timeoutMilliseconds: 1)
        }
    }
}

extension Murmur2 {
    /// The partition that the standard client chooses for a key inside of a record.
    static func partition(forKey key: Range<Int>, in bytes: [UInt8], of count: Int32) -> Int32 {
        // Sound: bytes are plain bytes.
        let value = unsafe bytes.span.bytes
        return partition(forKey: value.extracting(key), of: count)
    }
}
