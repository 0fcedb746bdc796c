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
    let gaps = PollGaps()
    let log = StageProbe.Log()
    private let stop = StopSignal()
    private let thread: PipelineThread

    /// A loop over a topic `t`, none of whose partitions is left to it yet; with restored ones it keeps
    /// state.
    init(
        partitions: Int = 1,
        commitInterval: Int64 = 1 << 40,
        partitionLimit: Int = 4_096,
        measuresLag: Bool = false,
        restored: [StoredInput] = [],
        restoredIdle: Set<Int> = [],
        rowPressure: @escaping @Sendable () -> Bool = { false }
    ) throws {
        mock = try MockCluster()
        try mock.createTopic("t", partitionCount: partitions)
        try mock.createTopic("side")
        consumer = try KafkaConsumer(properties: [
            "bootstrap.servers": mock.bootstrapServers, "fetch.wait.max.ms": "10",
        ])
        var configuration = IngestConfiguration(
            sources: [.init(format: .native, name: "t")],
            schema: EventSchema(key: .fixed, dimensions: [.persona]),
            bounds: TimeBounds()
        )
        configuration.tables = [TableSchema(key: .user, fields: [.persona])]
        let loop = Handover(
            IngestLoop(
                consumer: consumer,
                commitInterval: commitInterval,
                partitionLimit: partitionLimit,
                idleAfter: 100,
                port: port,
                status: status,
                stop: stop,
                probe: LatencyProbe(),
                gaps: gaps,
                rowPressure: rowPressure,
                ingester: RecordIngester(configuration, keepsRejected: true),
                stage: StageProbe(log: log),
                recorder: restored.isEmpty ? nil : StateRecorder(clockOffset: 0),
                restored: restored,
                restoredIdle: restoredIdle,
                measuresLag: measuresLag
            )
        )
        thread = PipelineThread(name: "ingest") {
            var loop = loop.take()
            loop.run()
        }
    }

    /// Leaves partitions of the topic to the loop, by their numbers.
    func add(_ partitions: Int32..., start: StartPosition = .beginning) {
        status.addFound(
            partitions.map {
                var input = InputPartition(
                    TopicPartition(topic: "t", partition: $0),
                    start: start,
                    source: 0
                )
                input.definition = .init(format: .native, name: "t")
                return input
            }
        )
    }

    /// Leaves a side topic and partitions of the topic, which is read from its end, to the loop.
    func addWithSide(_ partitions: Int32...) {
        let inputs = partitions.map { number in
            InputPartition(
                TopicPartition(topic: "t", partition: number),
                start: .end,
                source: 0
            )
        }
        let side = InputPartition(TopicPartition(topic: "side", partition: 0), table: 0)
        status.addFound(inputs + [side])
    }

    /// Writes a record to the side topic.
    func writeSide(_ key: String?) throws {
        try TopicWriter(topic: "side", bootstrapServers: mock.bootstrapServers)
            .write([
                TopicRecord(partition: 0, timestamp: 5, key: key, text: #"{"persona":"p"}"#)
            ])
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
