// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Reads partitions that its user assigns, in batches, without a group.
///
/// Make it, `assign`, then `poll` in a loop. Nothing is committed and no position is kept: where to
/// begin is the user's to know. To hold back, poll less: the queue in front of it is bounded.
///
/// - Note: thread: any, but a call waits while another one polls; one thread per consumer is meant.
public final class KafkaConsumer: Sendable {
    private struct State {
        /// Reads the brokers where they can be read without the library.
        var direct: DirectReader?
        var lastService: ContinuousClock.Instant?
        var assignment = Assignment()
        var refill = RefillTrigger()
        var isClosed = false
    }

    let client: ClientHandle
    private let queue: QueueHandle
    /// What the direct reader tells; nil where the library fetches.
    let marks: PartitionMarks?
    private let state: Mutex<State>
    private static let serviceInterval = Duration.milliseconds(100)

    /// Makes a consumer; no connection is awaited, failures to connect arrive as notices.
    ///
    /// - Parameter properties: by their own names; they win over this library's defaults: no commits,
    ///   `auto.offset.reset=error`, `read_committed`, `check.crcs`, partition ends reported,
    ///   a 16 MiB queue, statistics every 5 s.
    /// - Throws: `.invalidArgument` for properties that are unknown, wrong or contradictory.
    public init(properties: KafkaProperties) throws(KafkaError) {
        client = try ClientHandle(
            .consumer,
            defaults: PropertyDefaults.consumer,
            properties: properties
        )
        queue = try QueueHandle(consumerQueueOf: client)
        let settings = FetchSettings(properties)
        let marks = settings.map { _ in PartitionMarks() }
        self.marks = marks
        var state = State()
        if let settings, let marks {
            state.direct = DirectReader(settings, client: client, marks: marks)
        }
        self.state = Mutex(state)
    }

    /// The assigned partitions by their index.
    public var partitions: [TopicPartition] {
        state.withLock { $0.assignment.partitions }
    }

    /// Whether a broker has answered since the last time that none could be reached.
    ///
    /// False until the first answer. It follows an outage at once and its end within
    /// `statistics.interval.ms`, both as polls go on. Silence proves nothing while it is false.
    public var isConnected: Bool {
        marks?.isHealthy.load(ordering: .relaxed) ?? client.inbox.isConnected
    }

    /// Why a partition is not read while brokers answer: its topic was deleted, a right is missing, it
    /// has no leader.
    ///
    /// Nil where no broker answers, and where the client library does the reading. It waits for a poll
    /// of another thread.
    public var refusal: KafkaError? { state.withLock { $0.direct?.refusal } }

    /// Replaces what is read; the first partition gets index 0, the next one 1.
    ///
    /// - Parameters:
    ///   - partitions: each at most once.
    ///   - timeoutMilliseconds: how long brokers may take to answer each question.
    /// - Throws: topics and partitions that do not exist or may not be read, and brokers that cannot
    ///   be reached; the assignment is then unchanged.
    public func assign(
        _ partitions: [(TopicPartition, StartPosition)],
        timeoutMilliseconds: Int = 30_000
    ) throws(KafkaError) {
        try read(partitions, isReplacing: true, timeoutMilliseconds)
    }

    /// Adds partitions that were found later; those already read go on undisturbed.
    ///
    /// - Parameters:
    ///   - partitions: not assigned yet; their indexes follow the present ones.
    ///   - timeoutMilliseconds: as for `assign`.
    /// - Throws: as `assign`.
    public func add(
        _ partitions: [(TopicPartition, StartPosition)],
        timeoutMilliseconds: Int = 30_000
    ) throws(KafkaError) {
        try read(partitions, isReplacing: false, timeoutMilliseconds)
    }

    /// Goes on with an assigned partition from another offset: after `.offsetOutOfRange`, with which
    /// its reading ends.
    ///
    /// - Parameters:
    ///   - partition: is assigned.
    ///   - offset: one that the broker holds.
    /// - Throws: `.wrongState` after closing, and what else the client refuses.
    public func seek(_ partition: TopicPartition, to offset: Int64) throws(KafkaError) {
        try state.withLock { state throws(KafkaError) in
            guard !state.isClosed else { throw Self.closed }
            if let direct = state.direct { return direct.seek(partition, to: offset) }
            try client.seek(partition, to: offset)
        }
    }

    /// Ends the reading of an assigned partition: nothing comes of it any more, and it says nothing of
    /// whether brokers can be reached.
    ///
    /// Its index is not given again, also where the partition is added again.
    ///
    /// - Parameter partition: is assigned.
    /// - Throws: `.wrongState` after closing, and what else the client refuses.
    public func remove(_ partition: TopicPartition) throws(KafkaError) {
        try state.withLock { state throws(KafkaError) in
            guard !state.isClosed else { throw Self.closed }
            marks?.remove(partition)
            if let direct = state.direct { return direct.remove(partition) }
            let list = PartitionList(capacity: 1)
            list.append(partition, offset: 0)
            try client.unassign(list)
        }
    }

    private func read(
        _ partitions: [(TopicPartition, StartPosition)],
        isReplacing: Bool,
        _ timeoutMilliseconds: Int
    ) throws(KafkaError) {
        let list = try client.startOffsets(
            partitions,
            isAbsolute: marks != nil,
            timeoutMilliseconds: timeoutMilliseconds
        )
        try state.withLock { state throws(KafkaError) in
            guard !state.isClosed else { throw Self.closed }
            var assignment = isReplacing ? Assignment() : state.assignment
            for (partition, _) in partitions {
                assignment.append(partition, topic: try client.topic(partition.topic))
            }
            if let direct = state.direct {
                if isReplacing {
                    direct.clear()
                    marks?.clear()
                }
                direct.add(list.offsets)
            } else if isReplacing {
                try client.assign(list)
            } else {
                try client.assignMore(list)
            }
            state.assignment = assignment
        }
    }

    /// Waits for the next entry, then takes everything that is there, up to the batch's capacity.
    ///
    /// Must be called regularly also when nothing is expected: errors, logs and statistics come
    /// along. After closing it empties the batch and returns at once.
    ///
    /// - Parameters:
    ///   - batch: its former content is given back first.
    ///   - timeoutMilliseconds: the longest wait for the first entry.
    /// - Returns: the number of entries, also in `batch.count`.
    /// - Complexity: O(entries), no allocation for each.
    @discardableResult
    public func poll(into batch: inout RecordBatch, timeoutMilliseconds: Int) -> Int {
        let storage = batch.storage
        state.withLock { state in
            guard !state.isClosed else { return storage.clear() }
            if let direct = state.direct {
                if serve(&state, storage) == 0 {
                    direct.fill(storage, timeoutMilliseconds: timeoutMilliseconds)
                }
                return
            }
            storage.fill(
                from: queue,
                client: client,
                assignment: state.assignment,
                timeoutMilliseconds: timeoutMilliseconds
            )
            if state.refill.isDue(queueCount: queue.count) { client.wakeFetchers() }
        }
        batch.noteFilled()
        return batch.count
    }

    /// Takes the errors, log lines and statistics that came along with polls, oldest first.
    public func takeNotices() -> [KafkaNotice] {
        client.inbox.takeNotices()
    }

    /// Stops reading, and leaves the group if there is one; further polls return nothing.
    ///
    /// - Parameter deadlineMilliseconds: it never takes longer.
    /// - Returns: whether it was finished by then; if not, only the end of the process helps.
    @discardableResult
    public func close(withinMilliseconds deadlineMilliseconds: Int = 5_000) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return true }
            state.isClosed = true
            return client.closeConsumer(withinMilliseconds: deadlineMilliseconds)
        }
    }

    /// Takes what the library has to say while the brokers are read without it: now and then.
    private func serve(_ state: inout sending State, _ storage: BatchStorage) -> Int {
        let now = ContinuousClock.now
        if let last = state.lastService, now - last < Self.serviceInterval { return 0 }
        state.lastService = now
        storage.fill(
            from: queue,
            client: client,
            assignment: state.assignment,
            timeoutMilliseconds: 0
        )
        return storage.count
    }

    private static var closed: KafkaError {
        KafkaError(code: .wrongState, subject: "consumer", detail: "closed")
    }
}
