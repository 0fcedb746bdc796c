// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline

/// Writes the state of commits to its topic, and removes what is not needed any more.
///
/// Used by the commit thread.
struct StateCommits {
    /// How long brokers may be silent while the log is read: three waits lie between two beats.
    private static let patienceMilliseconds = 10_000

    private let partition: TopicPartition
    private let properties: KafkaProperties
    private let admin: KafkaAdmin
    private let template: StateHeader
    /// Behind the last record of the start.
    private let begin: Int64
    /// Behind what the log is known to hold: what was read, and committed since; nil: something may lie there.
    private var knownEnd: Int64?
    /// Where what the process before wrote begins to hold everything; nil: nothing before it is left.
    private var spare: Int64?
    /// Whether it was tried once to trim the log, which is done behind the first commit, too.
    private var hasTrimmed = false
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
        (begin, knownEnd) = (end, end)
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

    /// Notes a committed transaction: so many records of state, and the mark behind them.
    mutating func note(committed count: Int) {
        guard count > 0 else { return }
        knownEnd = knownEnd.map { $0 + Int64(count) + 1 }
    }

    /// Notes a transaction that may have left records that nobody sees, and a mark.
    mutating func noteFailure() { knownEnd = nil }

    /// What the log says of a batch of which it is not known whether it is there.
    enum Outcome: Equatable {
        case committed
        /// Nothing was written since the last transaction that was committed: it may be gone on with.
        case unchanged
        /// It is not in the log, or not whole: its first so many records are the last ones there.
        case missing(writtenCount: Int)
        /// Another process has committed since: this one has nothing to write any more.
        case superseded
    }

    /// What became of a batch.
    ///
    /// - Parameters:
    ///   - batch: was begun, or is the next one.
    ///   - isDecided: whether no transaction can be open, because a new producer was initialized. Before that
    ///     the log tells only what it shows already.
    ///   - beat: called at least once before each wait for a broker.
    /// - Returns: what it says; `.committed` where its last records are those of the batch, byte by byte: another
    ///   process that goes on from the same commit gives its own the same number.
    /// - Throws: brokers that do not answer.
    mutating func outcome(
        of batch: CommitBatch,
        isDecided: Bool,
        beat: () -> Void = {}
    ) throws(ProgramError) -> Outcome {
        let offsets = try offsets()
        if let knownEnd {
            let isShort = !isDecided && offsets.high < knownEnd
            if offsets.high == knownEnd || isShort { return .unchanged }
        }
        beat()
        let own = records(of: batch)
        let first = own?.first
        var log = StateLog(application: template.application)
        var matchCount = 0
        // Not the newest mark: between it and the commit before another process may have written.
        let begin = ends.dropLast().last?.offset ?? begin
        let end = try StateTopic(partition.topic, properties).read(
            // Who begins anew deletes all that was there.
            from: max(begin, offsets.low),
            patienceMilliseconds: Self.patienceMilliseconds
        ) { record, _, _ throws(ProgramError) in
            beat()
            try StoredStart.take(record, into: &log)
            if let own, 1..<own.count ~= matchCount, record == own[matchCount] {
                matchCount += 1
            } else {
                matchCount = record == first ? 1 : 0
            }
        }
        let isCommitted = own.map { $0.count == matchCount } ?? false
        if !isCommitted, let newest = log.newest {
            let isBefore =
                newest.generation == template.generation && newest.sequence < sequence(of: batch)
            guard isBefore else { return .superseded }
        }
        if isDecided { knownEnd = end }
        return isCommitted ? .committed : .missing(writtenCount: matchCount)
    }

    private func offsets() throws(ProgramError) -> PartitionOffsets {
        do throws(KafkaError) {
            return try admin.offsets(of: partition)
        } catch {
            throw ProgramError(error)
        }
    }

    /// Deletes what the newest commits do not need, now and then; what fails is tried again the next time.
    ///
    /// - Returns: whether it was time for that.
    /// - Throws: what the brokers say.
    mutating func trim(behind batch: CommitBatch) throws(KafkaError) -> Bool {
        guard let turns = batch.state?.turns else { return false }
        let sequence = sequence(of: batch)
        let isTime = sequence % UInt64(max(1, turns / 4)) == 0
        guard isTime || !hasTrimmed else { return false }
        hasTrimmed = true
        try trimBehindStart()
        guard isTime else { return true }
        ends.append((sequence, try admin.offsets(of: partition).high))
        // Twice what is needed, in case that a record is damaged.
        let needless = ends.lastIndex { $0.sequence + 2 * UInt64(turns) <= sequence }
        guard let needless else { return true }
        _ = try admin.deleteRecords([partition: ends[needless].offset])
        ends.removeFirst(needless + 1)
        return true
    }

    /// Deletes what was needed before the process before this one began.
    ///
    /// Both have begun with a commit that holds everything. Without this, processes that end too early to
    /// trim would let the log grow by all of the state each.
    private mutating func trimBehindStart() throws(KafkaError) {
        guard let spare else { return }
        _ = try admin.deleteRecords([partition: spare])
        self.spare = nil
    }

    private func sequence(of batch: CommitBatch) -> UInt64 { template.sequence + batch.sequence }
}
