// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline
import Settings

/// Compares this machine's clock with that of a broker.
///
/// Kafka tells its time in one place only: in records of a topic that are stamped when they are appended. So a
/// topic is made for it, and deleted again.
struct ClockProbe {
    /// What came of it.
    enum Outcome: Equatable {
        /// How far the broker's clock is ahead of ours, and by how much that may be wrong, ms.
        case measured(ahead: Int64, within: Int64)
        /// Why it was not tried, or did not work.
        case unknown(String)
    }

    private static let patience = 10_000

    /// The topic that is made for it.
    let topic: String
    private let properties: KafkaProperties

    /// A probe of a blueprint's cluster.
    init(_ blueprint: Blueprint) {
        topic = blueprint.settings.application + "-check"
        // The time between sending and the answer is how exact it is.
        properties = blueprint.kafka.merging(["linger.ms": "0"]) { _, own in own }
    }

    /// That nobody wanted to know.
    var notAsked: Outcome {
        .unknown("--clock does, by a topic `\(topic)` that it makes and deletes again")
    }

    /// Measures.
    func outcome(_ admin: KafkaAdmin) -> Outcome {
        do throws(KafkaError) {
            try make(admin)
            defer { try? admin.delete(topic: topic) }
            return try measure(admin)
        } catch  where error.code == .topicAlreadyExists {
            // It may be somebody's: what was not made here is not deleted here.
            return .unknown("there is a topic `\(topic)`; delete it if nobody needs it")
        } catch {
            return .unknown(error.reason)
        }
    }

    private func make(_ admin: KafkaAdmin) throws(KafkaError) {
        try admin.create(
            NewTopic(
                name: topic,
                partitionCount: 1,
                configuration: [
                    "message.timestamp.type": "LogAppendTime", "retention.ms": "3600000",
                ]
            )
        )
    }

    private func measure(_ admin: KafkaAdmin) throws(KafkaError) -> Outcome {
        let producer = try KafkaProducer(properties: properties)
        var span: ClosedRange<Int64>?
        // The first record also finds the broker and connects; the second one is timed.
        for _ in 0..<2 {
            let sent = SystemClock.wall
            _ = try producer.enqueue(topic: topic, partition: 0, key: nil, value: nil)
            guard producer.flush(withinMilliseconds: Self.patience) == 0,
                producer.takeFailures().isEmpty
            else { return .unknown("a record could not be written to the topic `\(topic)`") }
            span = sent...max(sent, SystemClock.wall)
        }
        let partition = TopicPartition(topic: topic, partition: 0)
        let last = try admin.offsets(of: partition).lastStable - 1
        var reader = try PartitionReader(partition, from: last, properties: properties)
        guard let span, let time = try reader.firstTimestamp() else {
            return .unknown("the record that was written could not be read")
        }
        return Self.outcome(appended: time, during: span)
    }

    /// What follows from a record that was stamped between being sent and being answered for.
    ///
    /// - Parameters:
    ///   - time: the broker's, ms.
    ///   - span: ours, ms.
    /// - Returns: the middle of what is possible, and the distance to both ends.
    static func outcome(appended time: Int64, during span: ClosedRange<Int64>) -> Outcome {
        // Both clocks are read in whole ms.
        let within = (span.upperBound - span.lowerBound + 1) / 2 + 1
        return .measured(ahead: time - (span.lowerBound + span.upperBound) / 2, within: within)
    }
}
