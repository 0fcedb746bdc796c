// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline
import Synchronization

/// Reads a topic as its users do, committed records only, and notes when each record was there.
final class LatencyReader: Sendable {
    /// One record of interest.
    struct Seen {
        let key: String
        /// When the deciding watermark makes the value final, ms of event time.
        let finalAt: Int64
        /// When it was there, ms since 1970.
        let arrival: Int64
    }

    private let consumer: KafkaConsumer
    private let isWanted: @Sendable (String) -> Bool
    private let seen = Mutex<[Seen]>([])
    private let isOver = Atomic(false)

    /// A reader of a topic that is there, which keeps the records whose keys are wanted.
    init(
        brokers: String,
        topic: String,
        isWanted: @escaping @Sendable (String) -> Bool
    ) throws(KafkaError) {
        self.isWanted = isWanted
        consumer = try KafkaConsumer(properties: ["bootstrap.servers": brokers])
        let description = try KafkaAdmin(properties: ["bootstrap.servers": brokers]).topic(topic)
        try consumer.assign(description.partitions.map { ($0, .beginning) })
    }

    /// Reads on a thread of its own.
    func start() -> PipelineThread { PipelineThread(name: "reader") { self.read() } }

    /// Ends the reading within half a second.
    func stop() { isOver.store(true, ordering: .relaxed) }

    /// What was seen so far, oldest first.
    var all: [Seen] { seen.withLock { $0 } }

    private func read() {
        var batch = RecordBatch()
        while !isOver.load(ordering: .relaxed) {
            consumer.poll(into: &batch, timeoutMilliseconds: 500)
            let now = SystemClock.wall
            for index in 0..<batch.count where batch.kind(at: index) == .record {
                let record = batch.record(at: index)
                let key = Self.text(record.key)
                guard isWanted(key) else { continue }
                let entry = Seen(
                    key: key,
                    finalAt: Self.number(behind: #""final_at":"#, in: Self.text(record.value)),
                    arrival: now
                )
                seen.withLock { $0.append(entry) }
            }
        }
        batch.clear()
        consumer.close()
    }

    private static func text(_ bytes: RawSpan?) -> String {
        guard let bytes else { return "" }
        // Sound: bytes are plain bytes.
        let copy = (0..<bytes.byteCount).map {
            unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self)
        }
        return String(decoding: copy, as: UTF8.self)
    }

    private static func number(behind name: String, in text: String) -> Int64 {
        guard let range = text.firstRange(of: name) else { return 0 }
        return Int64(text[range.upperBound...].prefix { $0.isNumber }) ?? 0
    }
}
