// SPDX-License-Identifier: Apache-2.0

import Kafka

/// The ingest thread: polls, decodes, routes, and sets the barriers.
struct IngestLoop<Stage: Aggregation & ~Copyable>: ~Copyable {
    /// How long a poll waits for the first record, ms; bounds how late a tick comes.
    private static var pollTimeout: Int { 50 }
    /// How often the state is shown to others, ms.
    static var publishInterval: Int64 { 200 }
    /// How long it waits before it tries again to add partitions, ms.
    private static var addingInterval: Int64 { 30_000 }

    let consumer: KafkaConsumer
    private let partitionLimit: Int
    let port: CommitPort
    let status: IngestStatus
    let stop: StopSignal
    private let probe: LatencyProbe
    private let gaps: PollGaps
    private let rowPressure: @Sendable () -> Bool
    var ingester: RecordIngester
    var stage: Stage
    private(set) var partitions: [TopicPartition] = []
    var ends = PartitionEnds()
    /// By the consumer's number of a partition, that of the input; `~number` of a side topic's.
    var numbers = PartitionArray<Int>()
    var side = SideTopics()
    var losses = Losses()
    private var stalls: Stalls
    private var schedule: BarrierSchedule
    var lastPublished: Int64 = 0
    private var hasBegun = false
    private(set) var refusedPartitions = 0
    /// Why inputs are not read any more, by their numbers.
    var retired: [Int: Retirement] = [:]
    private var sources: PartitionSources
    /// Records the state at each barrier; nil: no state is kept.
    private var recorder: StateRecorder?
    /// The partitions of the state that was restored, by number; they are found first.
    let restored: [StoredInput]
    /// Numbers of those that were idle when the state was recorded: nothing waited behind what was read.
    let restoredIdle: Set<Int>
    /// Whether barriers tell how far the ends of the inputs are.
    private let measuresLag: Bool
    /// When found partitions are added that could not be before.
    private var nextAdding = Int64.min

    init(
        consumer: KafkaConsumer,
        commitInterval: Int64,
        partitionLimit: Int,
        idleAfter: Int64,
        port: CommitPort,
        status: IngestStatus,
        stop: StopSignal,
        probe: LatencyProbe,
        gaps: PollGaps,
        rowPressure: @escaping @Sendable () -> Bool,
        ingester: consuming RecordIngester,
        stage: consuming Stage,
        recorder: StateRecorder? = nil,
        restored: [StoredInput] = [],
        restoredIdle: Set<Int> = [],
        measuresLag: Bool = false
    ) {
        self.consumer = consumer
        self.partitionLimit = partitionLimit
        stalls = Stalls(idleAfter: idleAfter)
        schedule = BarrierSchedule(interval: commitInterval, now: SystemClock.monotonic)
        self.port = port
        self.status = status
        self.stop = stop
        (self.probe, self.gaps) = (probe, gaps)
        self.rowPressure = rowPressure
        self.ingester = ingester
        self.stage = stage
        self.recorder = recorder
        (self.restored, self.restoredIdle) = (restored, restoredIdle)
        self.measuresLag = measuresLag
        sources = PartitionSources(restored: restored)
    }

    /// Runs until the stop signal is raised or a commit fails; the last barrier is handed over.
    mutating func run() {
        var batch = RecordBatch()
        var polled: Int64?
        while !stop.isRaised, !port.hasFailed {
            addFound()
            if let polled { gaps.observe(nanoseconds: SystemClock.monotonicNanoseconds - polled) }
            consumer.poll(into: &batch, timeoutMilliseconds: Self.pollTimeout)
            polled = SystemClock.monotonicNanoseconds
            let now = SystemClock.monotonic
            noteFirstBehind(batch)
            // Before records of others move the watermark.
            if stalls.end(now) { stage.tick(now: now, sourceIsHealthy: false) }
            if ends.isDue(now) { lookAtEnds(now) }
            take(batch, now)
            if losses.areOpen { lookAtLosses(now) }
            if side.isLoading { lookAtLoading(now) }
            if batch.count > 0 { probe.note(now) }
            stage.tick(now: now, sourceIsHealthy: consumer.isConnected && !areAllRetired)
            beginIfEmpty()
            setBarrier(now)
            if now - lastPublished >= Self.publishInterval { publish(now) }
        }
        batch.clear()
        drain()
    }

    private mutating func take(_ batch: borrowing RecordBatch, _ now: Int64) {
        for index in 0..<batch.count {
            let partition = numbers[batch.partitionIndex(at: index)]
            guard partition >= 0 else {
                takeOfTable(batch, index, ~partition, now)
                continue
            }
            switch batch.kind(at: index) {
            case .record:
                let record = batch.record(at: index)
                let readsHeaders = ingester.readsHeaders(of: partition)
                // Sound: our own reading pads, and the batch stays until the next poll.
                unsafe ingester.ingest(
                    value: record.value,
                    isPadded: batch.isPadded,
                    key: record.key,
                    headers: readsHeaders ? batch.storedHeaders(at: index) : nil,
                    timestamp: record.timestamp,
                    offset: record.offset,
                    partition: partition,
                    now: now,
                    to: &stage
                )
                ingester.rejected.complete { batch.headers(at: index) }
            case .endOfPartition: takeEnd(of: partition, at: batch.offset(at: index), now)
            case .error:
                takeError(batch.error(at: index), batch.lostOffsets(at: index), of: partition, now)
            }
        }
    }

    /// Where every partition is empty, time begins with the clock on the wall.
    private mutating func beginIfEmpty() {
        guard !hasBegun, partitions.count > retired.count, !ends.areReached.contains(false)
        else { return }
        hasBegun = true
        let isEmpty = partitions.indices.allSatisfy { ingester.counts(of: $0).records == 0 }
        guard isEmpty else { return }
        stage.beginIdle(at: SystemClock.wall)
    }

    private mutating func setBarrier(_ now: Int64) {
        let isUrgent = schedule.isUrgent(
            isBatchFull: ingester.rejected.isFull || stage.areTransitionsFull,
            areRowsScarce: rowPressure(),
            areWindowsDue: stage.isDue
        )
        if isUrgent { waitForCommit() }
        guard isCommitDone else { return }
        guard isUrgent || schedule.isTime(now, areWindowsDue: stage.isDue) else { return }
        passBarrier(now)
        // What one batch could not hold goes into the next one at once.
        schedule.pass(now, areWindowsDue: stage.isDue)
    }

    /// Whether the batch of the barrier before has arrived.
    var isCommitDone: Bool { stage.isReadyForBarrier && port.isIdle }

    mutating func passBarrier(_ now: Int64) {
        let counts = partitions.indices.map { ingester.counts(of: $0) }
        stage.barrier(
            BarrierContents(
                rejected: ingester.rejected.take(),
                counts: counts,
                state: record(),
                lag: measuresLag ? lag(counts) : nil
            ),
            now: now
        )
    }

    /// Whether every input of the state is read again.
    var hasAllRestored: Bool { partitions.count >= restored.count }

    /// What changed in the state of this stage; nil: no state is kept.
    private mutating func record() -> [UInt8]? {
        // Taken out, so that nothing of it is copied.
        guard var recorder = recorder.take() else { return nil }
        var inputs = partitions.indices.map { number in
            StoredInput(
                partition: partitions[number],
                source: sources.partitions[number].number,
                sourceName: sources.partitions[number].name,
                counts: ingester.counts(of: number),
                awaitsRecord: losses.awaiting.contains(number),
                isGone: retired[number] == .gone
            )
        }
        // While side topics load, nothing is read from inputs of the state: they stand where they stood.
        if !hasAllRestored { inputs += restored[partitions.count...] }
        let delta = ingester.record(inputs, to: &recorder)
        self.recorder = recorder
        return delta
    }

    private mutating func addFound() {
        let now = SystemClock.monotonic
        retireGone(now)
        guard now >= nextAdding else { return }
        var found = status.takeFound()
        guard !found.isEmpty else { return }
        guard addTables(&found, now) else { return }
        guard !side.isLoading else { return hold(found, now) }
        // What was given back for a later try stands behind what was found meanwhile.
        if !hasAllRestored { found = found.inOrder(of: restored.dropFirst(partitions.count)) }
        // What is gone before it was added leaves nothing but a number of the state.
        found.removeAll { $0.retirement != nil && !isRestored($0.partition) }
        // Refused before anybody gives them a number: consumer, ingester and stage count alike.
        let accepted = Array(found.prefix(partitionLimit - partitions.count - goneCount))
        if accepted.count < found.count { refuse(found.count - accepted.count) }
        guard !accepted.isEmpty else { return }
        do throws(KafkaError) {
            let read = accepted.filter { $0.retirement == nil }
            if !read.isEmpty { try consumer.add(read.map { ($0.partition, $0.start) }) }
        } catch {
            return retry(accepted, error, now)
        }
        let first = partitions.count
        for input in accepted {
            adoptGone()
            add(input)
        }
        adoptGone()
        retireAdded(first..<partitions.count, now)
        // A batch may soon name them by their numbers.
        publish(now)
    }

    private func isRestored(_ partition: TopicPartition) -> Bool {
        restored.dropFirst(partitions.count).contains { $0.partition == partition && !$0.isGone }
    }

    mutating func add(_ input: InputPartition) {
        let number = partitions.count
        let stored = number < restored.count ? restored[number] : nil
        let name = input.definition?.name ?? stored?.sourceName ?? ""
        let source = sources.add(name, stored: stored)
        let given =
            stored == nil ? stage.addPartition(source: UInt64(source)) : stage.adoptPartition()
        guard given == number, stored == nil || stored?.partition == input.partition else {
            preconditionFailure("the stage numbers partitions alike, those of the state first")
        }
        if let reason = input.retirement {
            retired[number] = reason
            ingester.addRetiredPartition()
        } else {
            ingester.addPartition(source: input.source, definition: input.definition)
            numbers.append(number)
        }
        begin(input, number, from: stored)
        partitions.append(input.partition)
        ends.add()
        if case .offset(let start) = input.start { loseDeleted(number, upTo: start) }
    }

    /// Leaves partitions that could not be added for a later try.
    mutating func retry(_ partitions: [InputPartition], _ error: KafkaError, _ now: Int64) {
        status.note(.error(error))
        status.addFound(partitions)
        nextAdding = now + Self.addingInterval
    }

    private mutating func refuse(_ count: Int) {
        refusedPartitions += count
        let reason =
            "\(count) input partitions are not read: \(partitionLimit) are the most; read fewer "
            + "topics, or some of them by another application"
        status.note(.error(KafkaError(code: .invalidArgument, reason: reason)))
    }
}
