// SPDX-License-Identifier: Apache-2.0

public import Kafka
import Synchronization

/// What the ingest thread shows to others, and what they leave for it.
public final class IngestStatus: Sendable {
    /// The state at one moment.
    public struct Reading: Sendable {
        /// The input partitions by number.
        public var partitions: [TopicPartition] = []
        /// Numbers of those that are not read any more.
        public var retired: Set<Int> = []
        /// What became of their records.
        public var counts: [RecordCounts] = []
        /// Where the newest rejections are.
        var rejections = RejectionPlaces()
        /// When the loop last came round, monotonic ms.
        public var heartbeat: Int64 = 0
        /// Whether a broker can be reached.
        public var isConnected = false
        /// What brokers that do answer say of a partition that is not read, in one sentence; nil: nothing.
        public var refusal: String?
        /// Whether each partition was read to its end.
        public var isAtEnd: [Bool] = []
        /// Partitions that are not read because there are too many.
        public var refusedPartitions = 0
        /// The side topics and what is held of them.
        public var tables = TablesReading()
    }

    /// The state of side topics and tables at one moment.
    public struct TablesReading: Sendable {
        /// The partitions by their number among those of side topics.
        public var partitions: [TopicPartition] = []
        /// What became of their records.
        public var counts: [RecordCounts] = []
        /// Entries held.
        public var entries = 0
        /// Entries that found no room.
        public var refused = 0
        /// Whether inputs wait for them to be read to their end.
        public var isLoading = false
    }

    private struct State {
        var reading = Reading()
        var found: [InputPartition] = []
        var notices: [KafkaNotice] = []
        var droppedNotices = 0
        var failure: String?
        /// Numbers of inputs whose topics are gone since they were added.
        var gone: Set<Int> = []

        mutating func append(_ further: [KafkaNotice]) {
            notices += further
            let excess = max(0, notices.count - IngestStatus.noticeLimit)
            notices.removeFirst(excess)
            droppedNotices += excess
        }
    }

    /// At most this many notices wait; the oldest are dropped, and counted.
    static let noticeLimit = 1_000
    private let state = Mutex(State())

    /// A status of nothing.
    public init() {}

    /// The state published last.
    public var current: Reading { state.withLock { $0.reading } }

    /// Why reading cannot go on, whatever is tried; the program must end.
    public var failure: String? { state.withLock { $0.failure } }

    /// Leaves partitions that were found after the start.
    public func addFound(_ partitions: [InputPartition]) {
        state.withLock { $0.found += partitions }
    }

    /// Lets inputs retire whose topics do not exist any more.
    ///
    /// They count as retired from here on, whatever the loop waits for: it may be the commit that
    /// brokers refuse for them.
    ///
    /// - Parameter topics: none of them will come again as the one that it was.
    public func retire(topics: Set<String>) {
        state.withLock { state in
            for (number, partition) in state.reading.partitions.enumerated()
            where topics.contains(partition.topic) {
                state.gone.insert(number)
            }
            state.reading.retired.formUnion(state.gone)
            for index in state.found.indices
            where topics.contains(state.found[index].partition.topic) {
                state.found[index].retirement = .gone
            }
        }
    }

    /// Numbers of inputs that such a topic has let retire.
    var gone: Set<Int> { state.withLock { $0.gone } }

    /// Takes errors, log lines and statistics of the consumer.
    public func takeNotices() -> [KafkaNotice] {
        state.withLock { state in
            defer { state.notices = [] }
            return state.notices
        }
    }

    /// Notices that were dropped because nobody took them, since the start.
    public var droppedNoticeCount: Int { state.withLock { $0.droppedNotices } }

    func note(_ notice: KafkaNotice) { state.withLock { $0.append([notice]) } }

    func fail(_ reason: String) { state.withLock { $0.failure = reason } }

    func takeFound() -> [InputPartition] {
        state.withLock { state in
            guard !state.found.isEmpty else { return [] }
            defer { state.found = [] }
            return state.found
        }
    }

    func publish(_ reading: Reading, notices: [KafkaNotice]) {
        state.withLock { state in
            state.reading = reading
            state.reading.retired.formUnion(state.gone)
            state.append(notices)
        }
    }
}
