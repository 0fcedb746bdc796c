// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Pipeline
import Settings
import Sinks

/// The whole daemon around one engine: topics, outputs, discovery, HTTP.
///
/// Made and driven by the main thread.
final class Daemon {
    /// What differs between `run` and `demo`.
    struct Options {
        /// The embedded broker has no admin requests: topics are there already.
        var isEmbedded = false
        /// How often a barrier is set, ms; nil: as the settings say.
        var commitInterval: Int64?
        /// Windows shorter than an hour begin at this time, ms; nil: with everything else.
        var shortWindowsFrom: Int64?
    }

    /// How long draining may take, ms.
    private static let stopDeadline: Int64 = 9_000

    let engine: Engine
    let log: Log
    let blueprint: Blueprint
    private let options: Options
    private let consumer: KafkaConsumer
    let server: DaemonServer
    /// The place in the group; nil: nobody else can have it.
    private let seat: Seat?
    private let producers: [KafkaProducer]
    private var telling: AlertTelling
    var discovery: InputDiscovery
    var lastDiscovery = SystemClock.monotonic
    private var notices = NoticeLog()
    private var fullTables = FullTables()
    private var rejections = ToldRejections()
    private var violationCount: UInt64 = 0

    /// Prepares everything and starts reading.
    ///
    /// - Parameters:
    ///   - blueprint: the checked settings.
    ///   - options: what differs between commands.
    ///   - topics: exist.
    ///   - server: shows what is published.
    ///   - standby: has taken the seat; nil where nothing is stored.
    ///   - log: is told what happens.
    /// - Throws: what cannot be retried, as one sentence with an exit code; brokers that are away
    ///   are `unavailable` and may be tried again.
    init(
        _ blueprint: Blueprint,
        options: Options,
        topics: OutputTopics,
        server: DaemonServer,
        standby: Standby?,
        log: Log
    ) throws(ProgramError) {
        self.blueprint = blueprint
        self.options = options
        self.server = server
        self.log = log
        seat = standby?.seat
        let reading = try Self.connected(blueprint)
        (consumer, discovery) = (reading.consumer, reading.discovery)
        let state = try standby.map { standby throws(ProgramError) in
            try DaemonState(blueprint, from: standby.place)
        }
        let inputs =
            try state?.resume(reading.inputs, reading.sources, consumer, blueprint)
            ?? reading.inputs
        let begin = reading.begin.following(state?.start)
        engine = try Self.engine(
            blueprint,
            reading.sources,
            consumer,
            options,
            begin,
            state,
            server
        )
        let outputs = try DaemonOutputs(
            blueprint,
            engine: engine,
            topics: topics,
            state: state,
            generation: begin.generation,
            log: log
        )
        producers = outputs.producers
        telling = AlertTelling(blueprint, engine, generation: begin.generation, server: server)
        server.watch(engine)
        server.store.begin(generation: begin.generation)
        for alarm in state?.alarms ?? [] { log.error(alarm) }
        for warning in state?.warnings ?? [] { log.warning(warning) }
        engine.add(inputs)
        engine.start(output: outputs.commit, live: outputs.live)
        announce(inputs, begin, state)
        let limit = blueprint.settings.limits.memory.bytes
        if let warning = ControlGroup.current.warning(memoryLimitBytes: limit) {
            log.warning(warning)
        }
    }

    /// What is known once a broker has answered.
    private struct Connected {
        let consumer: KafkaConsumer
        let discovery: InputDiscovery
        let sources: InputSources
        let inputs: [InputPartition]
        let begin: DaemonStart
    }

    /// Finds what would keep a daemon from reading, before anything is made or written.
    ///
    /// - Throws: inputs that are missing or may not be read, brokers that are away or refuse.
    static func checkInputs(_ blueprint: Blueprint) throws(ProgramError) {
        do throws(KafkaError) {
            var (discovery, _) = try discovery(blueprint)
            _ = try discovery.findNew(start: blueprint.settings.start.kafka)
        } catch {
            throw ProgramError(error)
        }
    }

    private static func connected(_ blueprint: Blueprint) throws(ProgramError) -> Connected {
        let settings = blueprint.settings
        do throws(KafkaError) {
            let consumer = try KafkaConsumer(properties: blueprint.kafka)
            var (discovery, sources) = try discovery(blueprint)
            let inputs = try discovery.findNew(start: settings.start.kafka)
            return Connected(
                consumer: consumer,
                discovery: discovery,
                sources: sources,
                inputs: inputs,
                begin: try DaemonStart(settings.start, inputs: inputs, consumer: consumer)
            )
        } catch {
            throw ProgramError(error)
        }
    }

    private static func discovery(
        _ blueprint: Blueprint
    ) throws(KafkaError) -> (InputDiscovery, InputSources) {
        let admin = try KafkaAdmin(properties: blueprint.kafka)
        let inputs = blueprint.settings.inputs
        let sources = InputSources(inputs, topics: try admin.topics().map(\.name))
        let discovery = InputDiscovery(
            inputs,
            tables: blueprint.tables.map(\.settings.topic),
            sources: sources,
            admin: admin
        )
        return (discovery, sources)
    }

    /// Takes over what a running daemon can of settings that were read again.
    func take(_ blueprint: Blueprint) { telling.change(to: blueprint) }

    /// Does what the main thread has to do now and then: call about once a second.
    ///
    /// - Returns: whether the daemon can go on; if not, see `failure`.
    func look() -> Bool {
        for notice in consumer.takeNotices() + engine.ingestStatus.takeNotices() {
            notices.tell(notice, log)
        }
        seat?.poll()
        for notice in seat?.takeNotices() ?? [] { notices.tell(notice, log) }
        notices.tellDropped(engine.ingestStatus.droppedNoticeCount, log)
        for producer in producers {
            for notice in producer.takeNotices() { notices.tell(notice, log) }
        }
        for notice in telling.takeNotices() { log.tell(notice) }
        telling.look()
        tellViolations()
        fullTables.tell(engine.fullTables, log)
        // The story of the demo has broken records on purpose.
        if !options.isEmbedded {
            let rejected = server.store.current.status.rejections
            rejections.tell(rejected, now: SystemClock.monotonic, log)
        }
        discover()
        return !engine.hasFailed
    }

    /// Why its inputs cannot be read on, in one sentence, now or by another process; nil while they can.
    var inputFailure: ProgramError? {
        engine.ingestStatus.failure.map { ProgramError(.data, $0) }
    }

    /// Why it cannot go on, in one sentence; nil while it can.
    var failure: ProgramError? {
        if let inputFailure { return inputFailure }
        guard engine.hasFailed else { return nil }
        return ProgramError(.unavailable, "a batch could not be written; see above")
    }

    /// Drains, commits, leaves.
    ///
    /// - Returns: whether everything that was read has been committed.
    func stop() -> Bool {
        server.drain()
        telling.stop()
        log.info("stopping: the last batch is written")
        let isDrained = engine.stop(withinMilliseconds: Self.stopDeadline)
        server.stop()
        consumer.close(withinMilliseconds: 500)
        // What is written is written: another process need not wait for the session to end.
        seat?.leave()
        if isDrained {
            log.info("stopped")
        } else {
            log.error("stopped without delivering everything")
        }
        return isDrained
    }

    /// What came in and what was made of it must add up, at each commit.
    private func tellViolations() {
        let count = engine.port.violationCount
        guard count > violationCount else { return }
        violationCount = count
        log.error(
            "records and events of a commit do not add up: a fault of this program, please report it",
            [("violations", "\(count)")]
        )
    }

    private static func engine(
        _ blueprint: Blueprint,
        _ sources: InputSources,
        _ consumer: KafkaConsumer,
        _ options: Options,
        _ begin: DaemonStart,
        _ state: DaemonState?,
        _ server: DaemonServer
    ) throws(ProgramError) -> Engine {
        let settings = blueprint.settings
        var configuration = Engine.Configuration(ingest: blueprint.ingest(sources.sources))
        configuration.ingest.cluster = state?.cluster
        configuration.keepsRejected = settings.rejected.topic != nil
        configuration.keepsTransitions = settings.output.transitionsTopic != nil
        configuration.commitInterval =
            options.commitInterval ?? settings.state.commit.wholeMilliseconds
        configuration.liveInterval = settings.output.every.wholeMilliseconds
        configuration.maximumEarly = settings.output.maximumEarly
        configuration.publishedSeries = settings.http.series
        configuration.hasAggregatorThread = settings.threads.aggregate > 0
        configuration.state = state?.configuration
        do throws(StateError) {
            return try Engine(
                consumer: consumer,
                configuration: configuration,
                store: server.store,
                history: server.history,
                alerts: blueprint.alerts(generation: begin.generation)
            ) { dictionaries in
                var aggregator = blueprint.aggregator(
                    dictionaries,
                    start: begin.watermark,
                    completeFrom: begin.completeFrom
                )
                aggregator.shortWindowsFrom = options.shortWindowsFrom
                return aggregator
            }
        } catch {
            throw ProgramError(.settings, "the stored state cannot be taken: \(error)")
        }
    }
}
