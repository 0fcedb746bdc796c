// SPDX-License-Identifier: Apache-2.0

public import Events
public import KPIs
public import Kafka
import Windowing

/// The running pipeline: the threads between a consumer and the outputs.
///
/// Make it, `start` it, `stop` it once. What the threads show can be read at any time.
public final class Engine: Sendable {
    /// What the threads need to know.
    public struct Configuration: Sendable {
        /// Sources and decoding.
        public var ingest: IngestConfiguration
        /// Whether rejected records are kept for a topic.
        public var keepsRejected = true
        /// Whether transitions of persons between stages are kept for a topic.
        public var keepsTransitions = false
        /// How often a barrier is set, ms.
        public var commitInterval: Int64 = 5_000
        /// How often running windows are read, ms.
        public var liveInterval: Int64 = 1_000
        /// The most early values a second.
        public var maximumEarly = 10_000
        /// The most series in the snapshot store.
        public var publishedSeries = 10_000
        /// What state is kept and was restored; nil: none is kept.
        public var state: StateConfiguration?
        /// Whether the aggregator has a thread of its own.
        public var hasAggregatorThread = false

        /// The defaults of the settings.
        public init(ingest: IngestConfiguration) { self.ingest = ingest }
    }

    /// The entries of the ring between the ingest and the aggregator thread.
    public static let ringCapacity = 16_384

    /// What the aggregator shows.
    public let view: AggregatorView
    /// Names of the interned dimension values, by slot.
    public let dictionaries: [ValueDictionary]
    /// The published snapshot.
    public let store: SnapshotStore
    /// The commit thread's mailbox and counts.
    public let port = CommitPort()
    /// What the ingest thread shows.
    public let ingestStatus = IngestStatus()
    /// What the aggregator shows of its tables.
    public let aggregatorStatus = AggregatorStatus()
    /// Finals of the past; nil: none are kept.
    public let history: FinalHistory?
    /// Alerts; nil: there are none.
    public let alerts: AlertLog?
    /// How series stand against rules at the beginning; of nil there are none.
    let rules: Handover<RuleBook?>
    /// Which rules on inputs fire at the beginning; nil: there are none.
    let inputRules: InputBook?
    /// Makes snapshots of values.
    public let maker: SnapshotMaker
    /// Numbers of published series.
    public let registry: SeriesRegistry

    /// What had become of the records of the state's partitions, by their numbers.
    let restoredRecords: [RecordCounts]
    /// What had become of the events in them.
    let restoredEvents: [EventOutcomes]
    /// Numbers of those of them that were idle.
    let restoredIdle: Set<Int>
    let configuration: Configuration
    let consumer: KafkaConsumer
    let stopSignal = StopSignal()
    let ingestDone = StopSignal()
    let aggregateDone = StopSignal()
    let commitDone = StopSignal()
    let probe = LatencyProbe()
    let pollGaps = PollGaps()
    let heartbeats = Heartbeats()
    let threads = EngineThreads()
    let ringLevel = RingGauge()
    let ingester: Handover<RecordIngester>
    let aggregator: Handover<Aggregator>

    /// An engine at rest.
    ///
    /// - Parameters:
    ///   - consumer: not assigned yet; the engine polls it.
    ///   - configuration: what the threads need to know.
    ///   - store: of the same definitions, where values are published; nil: a new one.
    ///   - history: of the same definitions and of nothing, where finals are kept; nil: nowhere.
    ///   - alerts: of the same definitions and of nothing; nil: there are none.
    ///   - aggregator: makes the aggregator's configuration once the dictionaries are there.
    /// - Throws: why the state of the configuration cannot be taken.
    public init(
        consumer: KafkaConsumer,
        configuration: Configuration,
        store: SnapshotStore? = nil,
        history: FinalHistory? = nil,
        alerts: AlertLog? = nil,
        aggregator: ([ValueDictionary]) -> AggregatorConfiguration
    ) throws(StateError) {
        self.consumer = consumer
        let (ingest, keepsRejected) = (configuration.ingest, configuration.keepsRejected)
        let image = configuration.state?.image
        let ingester =
            if let image {
                try RecordIngester.restored(ingest, keepsRejected: keepsRejected, from: image)
            } else {
                RecordIngester(ingest, keepsRejected: keepsRejected)
            }
        dictionaries = ingester.dictionaries
        var definitions = aggregator(ingester.dictionaries)
        if let state = configuration.state { definitions.freshness = state.freshness }
        definitions.keepsTransitions = configuration.keepsTransitions
        definitions.keepsTurns = alerts != nil
        var counting =
            if let image, let state = configuration.state {
                try Aggregator.restored(
                    definitions,
                    from: image,
                    clockOffset: state.clockOffset
                )
            } else {
                Aggregator(definitions)
            }
        view = counting.view
        restoredRecords = configuration.state?.inputs.map(\.counts) ?? []
        restoredEvents = restoredRecords.indices.map { counting.outcomes(of: $0) }
        restoredIdle = Set(restoredRecords.indices.filter(counting.view.watermarks.isIdle))
        if image != nil { counting.beginReading(now: SystemClock.monotonic) }
        maker = SnapshotMaker(view: view, dictionaries: dictionaries)
        let published =
            store ?? SnapshotStore(plan: view.plan, seriesLimit: configuration.publishedSeries)
        self.store = published
        registry = SeriesRegistry(store: published, maker: maker)
        (self.history, self.alerts) = (history, alerts)
        var rules = alerts.flatMap { [plan = view.plan] in RuleBook($0.rules, plan: plan) }
        var inputRules = alerts.flatMap { InputBook($0.inputRules) }
        if let image {
            try history?.restore(from: image)
            if let history {
                registry.publishNewest(of: history, limit: configuration.publishedSeries / 2)
            }
            try alerts?.restore(from: image)
            try rules?.restore(from: image)
            try inputRules?.restore(from: image)
        }
        (self.rules, self.inputRules) = (Handover(rules), inputRules)
        var configuration = configuration
        configuration.state?.forgetImage()
        self.configuration = configuration
        self.ingester = Handover(ingester)
        self.aggregator = Handover(counting)
    }

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - output: where batches go; used by the commit thread.
    ///   - live: where early values go, if anywhere; used by the live thread.
    public func start(output: some CommitOutput, live: (any LiveOutput)?) {
        heartbeats.begin()
        threads.add(PipelineThread(name: "sg-commit") { [self] in runCommit(output) })
        threads.add(PipelineThread(name: "sg-live") { [self] in runLive(live) })
        if configuration.hasAggregatorThread {
            startPair()
        } else {
            threads.add(PipelineThread(name: "sg-ingest") { [self] in runIngest() })
        }
    }

    /// Leaves partitions to be read.
    public func add(_ partitions: [InputPartition]) { ingestStatus.addFound(partitions) }

    /// Lets inputs retire whose topics do not exist any more, for good.
    public func retire(topics: Set<String>) { ingestStatus.retire(topics: topics) }

    /// Whether a batch can never arrive, or an input cannot be read on.
    public var hasFailed: Bool { port.hasFailed || ingestStatus.failure != nil }

    /// How long ago each thread came by, s.
    public func ages() -> [(name: String, seconds: Double)] { heartbeats.ages(ingestStatus) }

    /// A sign of life of the commit thread, from outputs that try again for long.
    public func beatCommit() { heartbeats.beatCommit() }

    /// Drains and ends all threads.
    ///
    /// - Parameter deadline: after so many ms it gives up waiting.
    /// - Returns: whether everything that was read has been committed.
    public func stop(withinMilliseconds deadline: Int64) -> Bool {
        let end = SystemClock.monotonic + deadline
        stopSignal.raise()
        while !commitDone.isRaised, SystemClock.monotonic < end {
            SystemClock.sleep(milliseconds: 5)
        }
        guard commitDone.isRaised else { return false }
        threads.join()
        return !port.hasFailed
    }
}
