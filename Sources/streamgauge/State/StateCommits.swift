// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline

/// Writes the state of commits to its topic, and removes what is not needed any more.
///
/// Used by the commit thread.
struct StateCommits {
    private let partition: TopicPartition
    private let properties: KafkaProperties
    private let admin: KafkaAdmin
    private let template: StateHeader
    /// Behind the last record that is known.
    private var end: Int64
    /// Ends of the log behind commits, oldest first.
    private var ends: [(sequence: UInt64, offset: Int64)] = []

    /// Commits that follow a state.
    ///
    /// - Parameters:
    ///   - topic: has one partition.
    ///   - properties: of every client.
    ///   - template: what all headers have in common; its sequence is that of the last commit.
    ///   - end: behind the last record of the topic.
    /// - Throws: `.invalidArgument` for properties.
    init(
        topic: String,
        properties: KafkaProperties,
        template: StateHeader,
        end: Int64
    ) throws(KafkaError) {
        partition = TopicPartition(topic: topic, partition: 0)
        self.properties = properties
        self.template = template
        self.end = end
        admin = try KafkaAdmin(properties: properties)
    }

    /// The records of a batch's state.
    func records(of batch: CommitBatch) -> [[UInt8]] {
        guard let state = batch.state else { return [] }
        var header = template
        header.sequence = sequence(of: batch)
        header.isWhole = state.isWhole
        header.turns = state.turns
        header.watermark = state.watermark
        return StateRecord.records(of: state.delta, header)
    }

    /// Puts a record into a producer's queue; false: the queue is full.
    func write(_ record: [UInt8], through producer: KafkaProducer) throws(KafkaError) -> Bool {
        // Sound: bytes of any kind are plain bytes.
        let outcome = try unsafe producer.enqueue(
            topic: partition.topic,
            partition: partition.partition,
            key: nil,
            value: record.span.bytes
        )
        return outcome == .queued
    }

    /// Whether a batch was committed by a transaction whose outcome nobody told.
    ///
    /// The transaction must be decided.
    mutating func isCommitted(_ batch: CommitBatch) throws(ProgramError) -> Bool {
        var log = StateLog(application: template.application)
        end = try StoredStart.read(partition.topic, from: end, properties, into: &log)
        return log.newest.map {
            $0.generation == template.generation && $0.sequence == sequence(of: batch)
        } ?? false
    }

    /// Deletes what the newest commits do not need, now and then; what fails is tried again later.
    mutating func trim(behind batch: CommitBatch) {
        guard let turns = batch.state?.turns else { return }
        let sequence = sequence(of: batch)
        guard sequence % UInt64(max(1, turns / 4)) == 0,
            let offset = try? admin.offsets(of: partition).high
        else { return }
        ends.append((sequence, offset))
        // Twice what is needed, in case that a record is damaged.
        let needless = ends.lastIndex { $0.sequence + 2 * UInt64(turns) <= sequence }
        guard let needless else { return }
        guard (try? admin.deleteRecords([partition: ends[needless].offset])) != nil else { return }
        ends.removeFirst(needless + 1)
    }

    private func sequence(of batch: CommitBatch) -> UInt64 { template.sequence + batch.sequence }
}
