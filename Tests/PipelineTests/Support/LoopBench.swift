// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import TestSupport

@testable import Pipeline

/// An ingest loop on a thread of its own, between a cluster in this process and a probe.
final class LoopBench: Sendable {
    let mock: MockCluster
    let consumer: KafkaConsumer
    let status = IngestStatus()
    let port = CommitPort()
    let log = StageProbe.Log()
    private let stop = StopSignal()
    private let thread: PipelineThread

    /// A loop over a topic `t`, none of whose partitions is left to it yet.
    init(
        partitions: Int = 1,
        commitInterval: Int64 = 1 << 40,
        partitionLimit: Int = 4_096,
        rowPressure: @escaping @Sendable () -> Bool = { false }
    ) throws {
        mock = try MockCluster()
        try mock.createTopic("t", partitionCount: partitions)
        consumer = try KafkaConsumer(properties: [
            "bootstrap.servers": mock.bootstrapServers, "fetch.wait.max.ms": "10",
        ])
        let configuration = IngestConfiguration(
            sources: [.init(format: .native, name: "t")],
            schema: EventSchema(key: .fixed),
            bounds: TimeBounds()
        )
        let loop = Handover(
            IngestLoop(
                consumer: consumer,
                commitInterval: commitInterval,
                partitionLimit: partitionLimit,
                port: port,
                status: status,
                stop: stop,
                probe: LatencyProbe(),
                rowPressure: rowPressure,
                ingester: RecordIngester(configuration, keepsRejected: true),
                stage: StageProbe(log: log)
            )
        )
        thread = PipelineThread(name: "ingest") {
            var loop = loop.take()
            loop.run()
        }
    }

    /// Leaves partitions of the topic to the loop, by their numbers.
    func add(_ partitions: Int32...) {
        status.addFound(
            partitions.map {
                InputPartition(
                    TopicPartition(topic: "t", partition: $0),
                    start: .beginning,
                    source: 0
                )
            }
        )
    }

    /// Writes page views, each a record of its own.
    func write(_ count: Int, to partition: Int32 = 0) throws {
        let time: Int64 = 1_767_225_600_000
        try TopicWriter(topic: "t", bootstrapServers: mock.bootstrapServers)
            .write(
                (0..<count).map { _ in
                    TopicRecord(
                        partition: partition,
                        timestamp: time,
                        text: #"{"type":"page_view","time":\#(time)}"#
                    )
                }
            )
    }

    /// Waits until something is so, at most for half a minute.
    func await(_ isSo: (StageProbe.Log.Told) -> Bool) -> Bool {
        let end = SystemClock.monotonic + 30_000
        while !isSo(log.told) {
            if SystemClock.monotonic >= end { return false }
            SystemClock.sleep(milliseconds: 5)
        }
        return true
    }

    /// Ends the loop; tells what the probe heard.
    func finish() -> StageProbe.Log.Told {
        stop.raise()
        thread.join()
        consumer.close(withinMilliseconds: 1_000)
        return log.told
    }
}
