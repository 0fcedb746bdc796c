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
    /// Behind the last record of the start.
    private let begin: Int64
    /// Where what the process before wrote begins to hold everything; nil: nothing before it is left.
    private var spare: Int64?
    /// Ends of the log behind commits, oldest first.
    private var ends: [(sequence: UInt64, offset: Int64)] = []

    /// Commits that follow a state.
    ///
    /// - Parameters:
    ///   - topic: has one partition.
    ///   - properties: of every client.
    ///   - template: what all headers have in common; its sequence is that of the last commit.
    ///   - spare: where the newest commit of the topic that holds everything begins; nil: there is none.
    ///   - end: behind the last record of the topic.
    /// - Throws: `.invalidArgument` for properties.
    init(
        topic: String,
        properties: KafkaProperties,
        template: StateHeader,
        spare: Int64?,
        end: Int64
    ) throws(KafkaError) {
        partition = TopicPartition(topic: topic, partition: 0)
        self.properties = properties
        self.template = template
        self.spare = spare
        begin = end
        admin = try KafkaAdmin(properties: properties)
    }

    /// The records of a batch's state; nil: it has none.
    func records(of batch: CommitBatch) -> StateChunks? {
        guard let state = batch.state else { return nil }
        var header = template
        header.sequence = sequence(of: batch)
        header.isWhole = state.isWhole
        header.turns = state.turns
        header.watermark = state.watermark
        return StateChunks(state.delta, header)
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

    /// What the log says of a batch whose transaction nobody told the outcome of.
    enum Outcome {
        case committed
        /// It is not in the log: it may be written again.
        case missing
        /// Another process has committed since: this one has nothing to write any more.
        case superseded
    }

    /// What became of a batch.
    ///
    /// The transaction must be decided.
    func outcome(of batch: CommitBatch) throws(ProgramError) -> Outcome {
        var log = StateLog(application: template.application)
        // Not the newest mark: between it and the commit before another process may have written.
        let begin = ends.dropLast().last?.offset ?? begin
        _ = try StoredStart.read(partition.topic, from: begin, properties, into: &log)
        guard let newest = log.newest else { return .missing }
        let own = (template.generation, sequence(of: batch))
        if (newest.generation, newest.sequence) == own { return .committed }
        return (newest.generation, newest.sequence) > own ? .superseded : .missing
    }

    /// Deletes what the newest commits do not need, now and then; what fails is tried again later.
    mutating func trim(behind batch: CommitBatch) {
        guard let turns = batch.state?.turns else { return }
        trimBehindStart()
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

    /// Deletes what was needed before the process before this one began.
    ///
    /// Both have begun with a commit that holds everything. Without this, processes that end too early to
    /// trim would let the log grow by all of the state each.
    private mutating func trimBehindStart() {
        guard let spare, (try? admin.deleteRecords([partition: spare])) != nil else { return }
        self.spare = nil
    }

    private func sequence(of batch: CommitBatch) -> UInt64 { template.sequence + batch.sequence }
}
