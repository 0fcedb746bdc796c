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

    private func commits(
        generation: Int64 = 9,
        sequence: UInt64 = 0,
        spare: Int64? = nil
    ) throws -> StateCommits {
        let header = StateHeader(
            application: "shop",
            generation: generation,
            sequence: sequence,
            isWhole: true,
            turns: Self.turns,
            definitions: 1,
            identity: 2,
            watermark: 3
        )
        return try StateCommits(
            topic: topic,
            properties: properties,
            template: header,
            spare: spare,
            end: 0
        )
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
        for record in try #require(commits.records(of: batch)) {
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

    @Test func `processes that end early leave no more than two starts in the log`() throws {
        let partition = TopicPartition(topic: topic, partition: 0)
        let admin = try KafkaAdmin(properties: properties)
        var begins: [Int64] = []
        for process in 0..<12 as Range<UInt64> {
            var log = StateLog(application: "shop")
            begins.append(try StoredStart.read(topic, properties, into: &log))
            #expect(log.highestSequence == 2 * process)
            #expect(log.wholeOffset == begins.dropLast().last)
            var commits = try commits(sequence: log.highestSequence, spare: log.wholeOffset)
            for sequence in 1...2 as ClosedRange<UInt64> { try write(batch(sequence), &commits) }
            #expect(try admin.offsets(of: partition).low == begins.dropLast().last ?? 0)
        }
        #expect(begins.last ?? 0 > 20)
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
