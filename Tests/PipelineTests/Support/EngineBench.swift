// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka
import Synchronization
import TestSupport

@testable import Pipeline

/// An engine that counts page views of a cluster in this process, by minutes.
struct EngineBench {
    /// Keeps what is committed, once it may.
    final class Output: CommitOutput {
        private let written = Mutex<[WindowValue]>([])
        /// Raised: batches arrive.
        let isOpen = StopSignal()
        private let refuses: Bool

        init(refuses: Bool) { self.refuses = refuses }

        var values: [WindowValue] { written.withLock { $0 } }

        func write(_ batch: CommitBatch, stop: StopSignal) -> Bool {
            while !isOpen.isRaised { SystemClock.sleep(milliseconds: 1) }
            written.withLock { $0 += batch.values.values }
            return !refuses
        }
    }

    static let midnight: Int64 = 1_767_225_600_000

    let engine: Engine
    let output: Output
    private let mock: MockCluster

    /// An engine that was started and told of a topic with three page views of one minute and one
    /// of an hour later.
    init(hasThread: Bool = false, refuses: Bool = false, isOpen: Bool = true) throws {
        mock = try MockCluster()
        try mock.createTopic("t")
        let times = [0, 1, 59_999, 3_600_000] as [Int64]
        try TopicWriter(topic: "t", bootstrapServers: mock.bootstrapServers)
            .write(
                times.map { time in
                    TopicRecord(
                        partition: 0,
                        timestamp: Self.midnight + time,
                        text: #"{"type":"page_view","time":\#(Self.midnight + time)}"#
                    )
                } + [TopicRecord(partition: 0, timestamp: Self.midnight, text: "no event")]
            )
        let plan = try PlanCompiler(
            selections: [KPISelection("web.pageviews", windows: [60_000])]
        ).compile()
        let schema = EventSchema(key: .fixed, wanted: EventTypeSet(rawValue: plan.wantedTypes))
        var configuration = Engine.Configuration(
            ingest: IngestConfiguration(
                sources: [.init(format: .native, name: "t")],
                schema: schema,
                bounds: TimeBounds()
            )
        )
        configuration.commitInterval = 10
        configuration.liveInterval = 10
        configuration.hasAggregatorThread = hasThread
        let consumer = try KafkaConsumer(properties: [
            "bootstrap.servers": mock.bootstrapServers, "fetch.wait.max.ms": "10",
        ])
        engine = try Engine(consumer: consumer, configuration: configuration) { _ in
            var aggregator = AggregatorConfiguration(plan: plan)
            aggregator.outOfOrderness = 0
            return aggregator
        }
        output = Output(refuses: refuses)
        if isOpen { output.isOpen.raise() }
        engine.add([
            InputPartition(
                TopicPartition(topic: "t", partition: 0),
                start: .beginning,
                source: 0
            )
        ])
        engine.start(output: output, live: nil)
    }

    /// Waits until something is so, at most for half a minute.
    func await(_ isSo: () -> Bool) -> Bool {
        let end = SystemClock.monotonic + 30_000
        while !isSo() {
            if SystemClock.monotonic >= end { return false }
            SystemClock.sleep(milliseconds: 5)
        }
        return true
    }
}
