// SPDX-License-Identifier: Apache-2.0

import Kafka

/// An entry of a batch, copied.
enum ReadEntry: Hashable {
    case record(index: Int, offset: Int64, text: String?)
    case end(index: Int, offset: Int64)
    case error(index: Int, KafkaError)

    var text: String? {
        if case .record(_, _, let text) = self { text } else { nil }
    }

    var isEnd: Bool {
        if case .end = self { true } else { false }
    }

    var isError: Bool {
        if case .error = self { true } else { false }
    }
}

extension RecordBatch {
    /// Copies all entries.
    var copied: [ReadEntry] {
        var entries: [ReadEntry] = []
        for index in 0..<count {
            let partition = partitionIndex(at: index)
            switch kind(at: index) {
            case .record: entries.append(copyRecord(at: index))
            case .endOfPartition: entries.append(.end(index: partition, offset: offset(at: index)))
            case .error: entries.append(.error(index: partition, error(at: index)))
            }
        }
        return entries
    }

    private func copyRecord(at index: Int) -> ReadEntry {
        let record = record(at: index)
        var text: String?
        if let value = record.value {
            // Sound: the bytes are copied while they are lent.
            text = unsafe value.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
        }
        return .record(index: record.partitionIndex, offset: record.offset, text: text)
    }
}

extension KafkaConsumer {
    /// Polls until what was read satisfies the condition, at most for half a minute.
    func read(until isEnough: ([ReadEntry]) -> Bool) -> [ReadEntry] {
        var batch = RecordBatch()
        var entries: [ReadEntry] = []
        let deadline = ContinuousClock.now + .seconds(30)
        while !isEnough(entries), ContinuousClock.now < deadline {
            poll(into: &batch, timeoutMilliseconds: 50)
            entries += batch.copied
        }
        return entries
    }

    /// Reads until this many partitions have come to an end.
    func readToEnds(_ count: Int = 1) -> [ReadEntry] {
        read { $0.count(where: \.isEnd) >= count }
    }
}

/// Properties of a client of the mock cluster.
func properties(
    of mock: MockCluster,
    _ further: KafkaProperties = [:]
) -> KafkaProperties {
    var all = further
    all["bootstrap.servers"] = mock.bootstrapServers
    all["fetch.wait.max.ms"] = "10"
    all["reconnect.backoff.ms"] = "10"
    all["reconnect.backoff.max.ms"] = "50"
    return all
}

/// A reference to a partition, shorter for tests.
func partition(_ topic: String, _ number: Int32 = 0) -> TopicPartition {
    TopicPartition(topic: topic, partition: number)
}
