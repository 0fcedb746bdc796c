// SPDX-License-Identifier: Apache-2.0

import Kafka
import Sinks
import TestSupport
import Testing

struct RejectedTopicTests {
    private func rejected(
        index: Int? = nil,
        timestamp: Int64? = 1_767_261_600_123,
        key: [UInt8]? = nil,
        value: [UInt8] = Array("{".utf8)
    ) -> RejectedOutput {
        RejectedOutput(
            topic: "clicks",
            partition: 3,
            offset: 42,
            index: index,
            timestamp: timestamp,
            reason: "json",
            error: "the object is not closed",
            key: key,
            value: value
        )
    }

    private func written(
        _ rejected: RejectedOutput,
        partitionCount: Int32 = 1
    ) throws -> TopicRecord {
        let topic = try MockTopic(partitionCount: partitionCount)
        let producer = try topic.producer()
        let sink = RejectedTopic(producer: producer, topic: topic.name)
        #expect(try sink.write(rejected, producedAt: 1_767_261_700_000) == .queued)
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        let records = try topic.readAll()
        #expect(records.count == 1)
        return try #require(records.first)
    }

    private func text(_ record: TopicRecord) -> [String] {
        record.headers.map { "\($0.name)=\(String(decoding: $0.value ?? [], as: UTF8.self))" }
    }

    @Test func `headers tell where, why and when, in the order of the contract`() throws {
        let record = try written(rejected(index: 7))
        #expect(
            text(record) == [
                "streamgauge.timestamp=1767261600123", "streamgauge.reason=json",
                "streamgauge.error=the object is not closed", "streamgauge.topic=clicks",
                "streamgauge.partition=3", "streamgauge.offset=42", "streamgauge.index=7",
            ]
        )
        #expect(record.timestamp == 1_767_261_700_000)
    }

    @Test(arguments: [nil, -1] as [Int64?])
    func `what there is not has no header`(timestamp: Int64?) throws {
        let record = try written(rejected(timestamp: timestamp))
        #expect(
            record.headers.map(\.name) == [
                "streamgauge.reason", "streamgauge.error", "streamgauge.topic",
                "streamgauge.partition", "streamgauge.offset",
            ]
        )
    }

    @Test(arguments: [nil, [], [0xFF, 0, 0xC0]] as [[UInt8]?])
    func `key and value are those of the input`(key: [UInt8]?) throws {
        let value: [UInt8] = [0, 0x7B, 0xFF, 0xFE, 0x0A]
        let record = try written(rejected(key: key, value: value))
        #expect(record.key == key)
        #expect(record.value == value)
    }

    @Test func `the input's own headers come first, and what was left out is counted`() throws {
        var output = rejected()
        output.headers = [
            KafkaHeader(name: "ce_id", text: "1"), KafkaHeader(name: "none", value: nil),
        ]
        output.droppedHeaders = 3
        let record = try written(output)
        #expect(Array(record.headers.prefix(2)) == output.headers)
        #expect(text(record).last == "streamgauge.dropped_headers=3")
    }

    @Test func `an empty value stays empty`() throws {
        #expect(try written(rejected(value: [])).value == [])
    }

    @Test func `a value of 900 kB is whole and a longer one is cut`() throws {
        let pattern = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let whole = try written(rejected(value: Array(pattern[..<900_000])))
        #expect(whole.value == Array(pattern[..<900_000]))
        #expect(whole.headers.allSatisfy { $0.name != "streamgauge.truncated" })
        for count in [900_001, 2_000_000] {
            let cut = try written(rejected(value: Array(pattern[..<count])))
            #expect(cut.value == Array(pattern[..<900_000]))
            #expect(text(cut).last == "streamgauge.truncated=\(count)")
        }
    }

    @Test func `a record with a key lies where Java puts it`() throws {
        let key = Array("shop|web.visits|ga4@1|1m|country=IT".utf8)
        #expect(try written(rejected(key: key), partitionCount: 12).partition == 3)
    }

    @Test func `a key too long for any record is refused at once`() throws {
        let topic = try MockTopic()
        let sink = RejectedTopic(producer: try topic.producer(), topic: topic.name)
        let record = rejected(key: Array(repeating: 1, count: 1_000_001))
        let error = #expect(throws: KafkaError.self) { try sink.write(record, producedAt: 1) }
        #expect(error?.code == .recordTooLarge)
    }
}
