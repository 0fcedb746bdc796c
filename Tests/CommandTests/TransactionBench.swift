// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka
import Settings
import Sinks
import TestSupport

@testable import Pipeline
@testable import streamgauge

/// An engine whose batches go to a cluster in this process by transactions: three page views of one
/// minute, and one of an hour later that makes it final.
struct TransactionBench {
    private static let midnight: Int64 = 1_767_225_600_000

    private static let header = StateHeader(
        application: "shop",
        generation: 1,
        sequence: 0,
        isWhole: true,
        turns: StateConfiguration().turns,
        definitions: 1,
        identity: 2,
        watermark: .min
    )

    let mock: MockCluster
    let engine: Engine
    private let output: TransactionalCommitOutput
    private let properties: KafkaProperties

    /// A bench that has not started.
    ///
    /// - Parameter resendMilliseconds: an end of a transaction that takes so long may have been asked for twice. Then
    ///   the log is looked at, where this cluster shows what was aborted: long where that must not happen.
    /// - Throws: what the cluster or a client of it cannot do.
    init(resendMilliseconds: Int = 1_000) throws {
        mock = try MockCluster()
        for topic in ["clicks", "finals", "state"] { try mock.createTopic(topic) }
        try TopicWriter(topic: "clicks", bootstrapServers: mock.bootstrapServers)
            .write(
                ([0, 1, 59_999, 3_600_000] as [Int64]).map { time in
                    TopicRecord(
                        partition: 0,
                        timestamp: Self.midnight + time,
                        text: #"{"type":"page_view","time":\#(Self.midnight + time)}"#
                    )
                }
            )
        properties = [
            "bootstrap.servers": mock.bootstrapServers, "fetch.wait.max.ms": "10",
            "retry.backoff.ms": "\(resendMilliseconds)",
        ]
        let plan = try PlanCompiler(
            selections: [KPISelection("web.pageviews", windows: [60_000])]
        ).compile()
        engine = try Self.engine(plan, KafkaConsumer(properties: properties))
        engine.add([
            InputPartition(
                TopicPartition(topic: "clicks", partition: 0),
                start: .beginning,
                source: 0
            )
        ])
        let producer = try TransactionalProducer.initialized(properties, "shop")
        output = TransactionalCommitOutput(
            producer: producer,
            properties: properties,
            finals: SnapshotTopic(
                producer: producer.records,
                topic: "finals",
                partitionCount: 1,
                plan: plan,
                application: "shop",
                generation: 1,
                keyFingerprint: IdentityKey.fixed.fingerprint
            ),
            rejected: nil,
            transitions: nil,
            alerts: nil,
            commits: try Self.commits(properties),
            context: CommitContext(of: engine, log: Log(level: .warning, format: .text))
        )
    }

    private static func engine(_ plan: Plan, _ consumer: KafkaConsumer) throws -> Engine {
        var configuration = Engine.Configuration(
            ingest: IngestConfiguration(
                sources: [.init(format: .native, name: "clicks")],
                schema: EventSchema(key: .fixed, wanted: EventTypeSet(rawValue: plan.wantedTypes)),
                bounds: TimeBounds()
            )
        )
        configuration.commitInterval = 10
        configuration.state = StateConfiguration()
        return try Engine(consumer: consumer, configuration: configuration) { _ in
            var aggregator = AggregatorConfiguration(plan: plan)
            aggregator.outOfOrderness = 0
            return aggregator
        }
    }

    private static func commits(_ properties: KafkaProperties) throws -> StateCommits {
        try StateCommits(
            topic: "state",
            properties: properties,
            template: header,
            spare: nil,
            end: 0
        )
    }

    func start() { engine.start(output: output, live: nil) }

    func stop() { _ = engine.stop(withinMilliseconds: 10_000) }

    /// Whether the final of the minute is there, and a commit behind it.
    var isDone: Bool { engine.port.committedCount >= 5 && ((try? finals())?.isEmpty == false) }

    /// The values of all finals of the minute that are in the topic.
    func finals() throws -> [Double] {
        var values: [Double] = []
        _ = try StateTopic("finals", properties).read { record, _, _ in
            let text = String(decoding: record, as: UTF8.self)
            guard text.contains(#""start":\#(Self.midnight),"#) else { return }
            let value = text.firstMatch(of: /"value":([0-9.]+)/).flatMap { Double($0.1) }
            values.append(value ?? .nan)
        }
        return values
    }

    /// What a start would find of the state.
    func log() throws -> StateLog {
        var log = StateLog(application: "shop")
        _ = try StoredStart.read("state", properties, into: &log)
        return log
    }

    /// Another process of the application, which commits at each call.
    func successor(generation: Int64) throws -> () -> Void {
        let producer = try KafkaProducer(properties: properties)
        let commits = try Self.commits(properties)
        var recorder = StateRecorder(clockOffset: 0)
        recorder.begin()
        let delta = recorder.takeDelta()
        var header = Self.header
        header.generation = generation
        return {
            header.sequence += 1
            for record in StateChunks(delta, header) {
                _ = try? commits.write(record, through: producer)
            }
            _ = producer.flush(withinMilliseconds: 10_000)
            // Readers must come to an end of the log now and then.
            SystemClock.sleep(milliseconds: 200)
        }
    }

    /// Waits until something is so, at most for two minutes: a lost producer may take one to be given up.
    func await(_ isSo: () -> Bool) -> Bool {
        let end = SystemClock.monotonic + 120_000
        while !isSo() {
            if SystemClock.monotonic >= end { return false }
            SystemClock.sleep(milliseconds: 10)
        }
        return true
    }
}
