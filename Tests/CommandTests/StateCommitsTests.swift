// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

@testable import Pipeline
@testable import streamgauge

/// What became of a commit whose outcome nobody told, on a real broker.
struct StateCommitsTests {
    private static let turns = 4

    private let topic: String
    private let properties: KafkaProperties
    private let producer: KafkaProducer

    init() throws {
        let broker = try KafkaBroker.shared()
        topic = "state-commits-\(UInt32.random(in: 0...UInt32.max))"
        properties = ["bootstrap.servers": broker.bootstrapServers]
        try broker.createTopic(topic, configuration: ["retention.ms": "-1"])
        producer = try KafkaProducer(properties: properties)
    }

    private func commits(generation: Int64 = 9) throws -> StateCommits {
        let header = StateHeader(
            application: "shop",
            generation: generation,
            sequence: 0,
            isWhole: true,
            turns: Self.turns,
            definitions: 1,
            identity: 2,
            watermark: 3
        )
        return try StateCommits(topic: topic, properties: properties, template: header, end: 0)
    }

    private func batch(_ sequence: UInt64) -> CommitBatch {
        var recorder = StateRecorder(clockOffset: 0)
        recorder.begin()
        recorder.single(.messages) { $0.write(sequence) }
        return CommitBatch(
            sequence: sequence,
            values: ValueBatch(limit: 1, watermark: 0, closing: nil),
            rejected: [],
            counts: [],
            outcomes: [],
            state: RecordedState(
                delta: recorder.takeDelta(),
                isWhole: sequence == 1,
                turns: Self.turns,
                watermark: 0
            )
        )
    }

    private func write(_ batch: CommitBatch, _ commits: inout StateCommits) throws {
        for record in commits.records(of: batch) {
            #expect(try commits.write(record, through: producer))
        }
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        commits.trim(behind: batch)
    }

    @Test func `it is told also when the log of the start was deleted long ago`() throws {
        var commits = try commits()
        for sequence in 1...30 as ClosedRange<UInt64> { try write(batch(sequence), &commits) }
        let partition = TopicPartition(topic: topic, partition: 0)
        #expect(try KafkaAdmin(properties: properties).offsets(of: partition).low > 10)
        #expect(try commits.outcome(of: batch(30)) == .committed)
        #expect(try commits.outcome(of: batch(31)) == .missing)
    }

    @Test func `what another process wrote since is seen`() throws {
        var commits = try commits()
        for sequence in 1...9 as ClosedRange<UInt64> { try write(batch(sequence), &commits) }
        var successor = try self.commits()
        try write(batch(10), &successor)
        try write(batch(11), &successor)
        #expect(try commits.outcome(of: batch(10)) == .superseded)
        var reset = try self.commits(generation: 10)
        try write(batch(1), &reset)
        #expect(try commits.outcome(of: batch(12)) == .superseded)
    }
}
