// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Testing

@testable import Pipeline

struct EngineStatusTests {
    @Test func `the status tells what became of every record, and where partitions are`() throws {
        let bench = try EngineBench()
        #expect(bench.await { bench.engine.publishedStatus().topics.first?.read == 5 })
        #expect(bench.await { bench.engine.publishedStatus().partitions.first?.lag == 0 })
        #expect(bench.await { bench.engine.publishedStatus().isReady })
        #expect(bench.await { bench.output.values.contains { $0.value.num == 3 } })
        #expect(bench.engine.stop(withinMilliseconds: 30_000))
        let status = bench.engine.publishedStatus()
        let topic = try #require(status.topics.first)
        #expect(status.topics.count == 1 && topic.name == "t")
        #expect(topic.records.map(\.count) == [4, 0, 1])
        #expect(topic.events.map(\.count) == [4, 0, 0, 0, 0])
        #expect(topic.rejections.first { $0.name == "json" }?.count == 1)
        let example = try #require(status.rejections.first)
        #expect(status.rejections.count == 1)
        #expect(example.topic == "t" && example.partition == 0 && example.reason == "json")
        #expect(example.error == "The event is not well-formed JSON." && example.count == 1)
        let last = EngineBench.midnight + 3_600_000
        #expect(status.watermark == last)
        #expect(status.pollGap.count > 0 && status.pollGap.sumSeconds > 0)
        #expect(status.partitions.map(\.watermark) == [last])
        #expect(status.tables.first { $0.name == "partitions" }?.entries == 1)
        #expect(try #require(status.commits.first { $0.name == "committed" }).count > 0)
        #expect(status.reasons == ["the program is stopping"])
        #expect(!status.isReady && status.isLive)
    }

    @Test func `brokers that answer and refuse are not told as brokers that are away`() throws {
        let bench = try EngineBench()
        #expect(bench.engine.stop(withinMilliseconds: 30_000))
        for (refusal, reason) in [
            (nil, "no broker can be reached"),
            ("partition t/0 does not exist", "partition t/0 does not exist"),
        ] {
            var reading = bench.engine.ingestStatus.current
            (reading.isConnected, reading.refusal) = (false, refusal)
            bench.engine.ingestStatus.publish(reading, notices: [])
            #expect(bench.engine.publishedStatus().reasons.first == reason)
        }
    }

    @Test func `what went while it was read is shown until another has its name`() throws {
        let bench = try EngineBench()
        #expect(bench.await { bench.engine.publishedStatus().partitions.first?.lag == 0 })
        bench.engine.retire(topics: ["t"])
        #expect(bench.await { bench.engine.publishedStatus().partitions.first?.isIdle == true })
        #expect(bench.engine.stop(withinMilliseconds: 30_000))
        let shown = bench.engine.publishedStatus()
        #expect(shown.partitions.map(\.lag) == [nil] && shown.partitions[0].watermark == nil)
        #expect(shown.reasons.first == "no input partition is read yet")
        var reading = bench.engine.ingestStatus.current
        reading.partitions.append(reading.partitions[0])
        reading.counts.append(RecordCounts())
        bench.engine.ingestStatus.publish(reading, notices: [])
        #expect(bench.engine.publishedStatus().partitions.map(\.isIdle) == [false])
    }

    @Test func `a partition that the aggregator has not added yet has no watermark`() throws {
        let bench = try EngineBench(hasThread: true)
        #expect(bench.await { bench.engine.publishedStatus().partitions.first?.lag == 0 })
        #expect(bench.await { bench.engine.publishedStatus().pollGap.count > 0 })
        #expect(bench.engine.stop(withinMilliseconds: 30_000))
        var reading = bench.engine.ingestStatus.current
        reading.partitions.append(TopicPartition(topic: "t", partition: 1))
        reading.counts.append(RecordCounts())
        bench.engine.ingestStatus.publish(reading, notices: [])
        let partitions = bench.engine.publishedStatus().partitions
        #expect(partitions.map { $0.watermark == nil } == [false, true])
        #expect(partitions.last?.isIdle == false)
    }
}

extension PublishedStatus.Topic {
    fileprivate var read: UInt64 { records.reduce(0) { $0 + $1.count } }
}
