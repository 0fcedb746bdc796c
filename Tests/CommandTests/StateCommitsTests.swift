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

    private func batch(_ sequence: UInt64, content: UInt64? = nil) -> CommitBatch {
        Self.batch(sequence) { $0.write(content ?? sequence) }
    }

    /// A batch with a state of one part.
    private static func batch(
        _ sequence: UInt64,
        _ write: (inout StateWriter) -> Void
    ) -> CommitBatch {
        var recorder = StateRecorder(clockOffset: 0)
        recorder.begin()
        recorder.single(.messages) { write(&$0) }
        return .empty(
            sequence,
            state: RecordedState(
                delta: recorder.takeDelta(),
                isWhole: sequence == 1,
                turns: turns,
                watermark: 0
            )
        )
    }

    private func write(_ batch: CommitBatch, _ commits: inout StateCommits) throws {
        for record in try #require(commits.records(of: batch)) {
            #expect(try commits.write(record, through: producer))
        }
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        _ = try commits.trim(behind: batch)
    }

    @Test func `a log that cannot be trimmed says so, each time that it is time for it`() throws {
        var commits = try commits(spare: 1_000_000)
        #expect(throws: KafkaError.self) { try commits.trim(behind: batch(1)) }
        #expect(throws: KafkaError.self) { try commits.trim(behind: batch(UInt64(Self.turns))) }
    }

    @Test func `it is told also when the log of the start was deleted long ago`() throws {
        var commits = try commits()
        for sequence in 1...30 as ClosedRange<UInt64> { try write(batch(sequence), &commits) }
        let partition = TopicPartition(topic: topic, partition: 0)
        #expect(try KafkaAdmin(properties: properties).offsets(of: partition).low > 10)
        #expect(try commits.outcome(of: batch(30), isDecided: true) == .committed)
        #expect(try commits.outcome(of: batch(31), isDecided: true) == .unchanged)
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
        try write(batch(10, content: 77), &successor)
        #expect(try commits.outcome(of: batch(10), isDecided: true) == .superseded)
        try write(batch(11), &successor)
        #expect(try commits.outcome(of: batch(10), isDecided: true) == .superseded)
        #expect(try commits.outcome(of: batch(10), isDecided: false) == .superseded)
        // A clock that is behind gave the other one a smaller generation.
        var other = try self.commits(generation: 8)
        try write(batch(1), &other)
        #expect(try commits.outcome(of: batch(12), isDecided: true) == .superseded)
        var reset = try self.commits(generation: 10)
        try write(batch(1), &reset)
        #expect(try commits.outcome(of: batch(12), isDecided: true) == .superseded)
    }

    @Test func `a commit of many records is known again by all of them`() throws {
        var commits = try commits()
        let whole = Self.large(seed: 1)
        try write(whole, &commits)
        #expect(try #require(commits.records(of: whole)).count == 3)
        #expect(try commits.outcome(of: whole, isDecided: true) == .committed)
        // Its first transaction only.
        var again = try self.commits(sequence: 1)
        for record in try #require(again.records(of: whole)).prefix(2) {
            #expect(try again.write(record, through: producer))
        }
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        #expect(try again.outcome(of: whole, isDecided: true) == .missing(writtenCount: 2))
        // Only the first record differs.
        var other = try self.commits()
        try write(Self.large(seed: 2), &other)
        #expect(try commits.outcome(of: whole, isDecided: true) == .superseded)
    }

    @Test func `a log that ends where it was left need not be read`() throws {
        var commits = try commits()
        var writer = try TransactionalProducer.initialized(properties, topic)
        for sequence in 1...6 as ClosedRange<UInt64> {
            try write(batch(sequence), &commits, by: writer)
            writer = try TransactionalProducer.initialized(properties, topic)
            #expect(try commits.outcome(of: batch(sequence + 1), isDecided: true) == .unchanged)
            #expect(try commits.outcome(of: batch(sequence + 1), isDecided: false) == .unchanged)
        }
        // A transaction that leaves nothing but its mark.
        try writer.begin()
        for record in try #require(commits.records(of: batch(7))) {
            #expect(try commits.write(record, through: writer.records))
        }
        try writer.abort()
        commits.noteFailure()
        writer = try TransactionalProducer.initialized(properties, topic)
        #expect(try commits.outcome(of: batch(7), isDecided: true) == .missing(writtenCount: 0))
        #expect(try commits.outcome(of: batch(7), isDecided: true) == .unchanged)

        var others = try self.commits()
        try write(batch(7, content: 77), &others, by: writer)
        writer = try TransactionalProducer.initialized(properties, topic)
        #expect(try commits.outcome(of: batch(7), isDecided: false) == .superseded)
        #expect(try commits.outcome(of: batch(7), isDecided: true) == .superseded)
    }

    @Test func `it is told also when another process has deleted what was there`() throws {
        let partition = TopicPartition(topic: topic, partition: 0)
        let admin = try KafkaAdmin(properties: properties)
        var commits = try commits()
        for sequence in 1...3 as ClosedRange<UInt64> { try write(batch(sequence), &commits) }
        var reset = try self.commits(generation: 10)
        try write(batch(4), &reset)
        _ = try admin.deleteRecords([partition: 3])
        #expect(try commits.outcome(of: batch(4), isDecided: false) == .superseded)
        #expect(try commits.outcome(of: batch(4), isDecided: true) == .superseded)
        // Gone altogether, it is nobody's.
        _ = try admin.deleteRecords([partition: 4])
        #expect(try commits.outcome(of: batch(4), isDecided: true) == .missing(writtenCount: 0))
    }

    /// A first commit of three records; seeds differ in the first of them.
    private static func large(seed: UInt64) -> CommitBatch {
        var random = SplitMix64(seed: 9)
        return batch(1) { writer in
            writer.write(seed)
            for _ in 0..<StateRecord.contentLimit / 4 { writer.write(random.next()) }
        }
    }

    /// Writes a batch in a transaction.
    private func write(
        _ batch: CommitBatch,
        _ commits: inout StateCommits,
        by writer: TransactionalProducer
    ) throws {
        try writer.begin()
        let records = try #require(commits.records(of: batch))
        for record in records { #expect(try commits.write(record, through: writer.records)) }
        try writer.commit()
        commits.note(committed: records.count)
    }
}
