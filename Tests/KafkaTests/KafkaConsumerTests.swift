// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

struct KafkaConsumerTests {
    let mock: MockCluster

    init() throws {
        mock = try MockCluster()
    }

    private func write(_ topic: String, _ texts: [String], partition: Int32 = 0) throws {
        let records = texts.map { TopicRecord(partition: partition, text: $0) }
        try TopicWriter(topic: topic, bootstrapServers: mock.bootstrapServers).write(records)
    }

    private func consumer(_ further: KafkaProperties = [:]) throws -> KafkaConsumer {
        try KafkaConsumer(properties: properties(of: mock, further))
    }

    @Test func `records come back in order with their bytes, headers and times`() throws {
        try mock.createTopic("orders", partitionCount: 2)
        var written: [[TopicRecord]] = [[], []]
        for index in 0..<500 {
            let record = TopicRecord(
                partition: Int32(index % 2),
                timestamp: 1_700_000_000_000 + Int64(index),
                key: "key \(index)",
                text: "value \(index)",
                headers: index % 7 == 0 ? [KafkaHeader(name: "n", text: "\(index)")] : []
            )
            written[index % 2].append(record)
        }
        let servers = mock.bootstrapServers
        try TopicWriter(topic: "orders", bootstrapServers: servers).write(written.flatMap(\.self))
        let read = try TopicReader(topic: "orders", bootstrapServers: servers).readAll()
        for (partition, expected) in written.enumerated() {
            let numbered = expected.enumerated().map { offset, record in
                var record = record
                record.offset = Int64(offset)
                return record
            }
            #expect(read.filter { $0.partition == Int32(partition) } == numbered)
        }
    }

    @Test func `no key, empty key, tombstone and empty value are different things`() throws {
        try mock.createTopic("nulls")
        let header = [
            KafkaHeader(name: "null", value: nil), KafkaHeader(name: "empty", value: []),
        ]
        let written = [
            TopicRecord(partition: 0, timestamp: 1, key: nil, value: nil),
            TopicRecord(partition: 0, timestamp: 2, key: [], value: []),
            TopicRecord(partition: 0, timestamp: 3, key: [0], value: [0, 255], headers: header),
        ]
        let servers = mock.bootstrapServers
        try TopicWriter(topic: "nulls", bootstrapServers: servers).write(written)
        let read = try TopicReader(topic: "nulls", bootstrapServers: servers).readAll()
        #expect(read.map(\.key) == [nil, [], [0]])
        #expect(read.map(\.value) == [nil, [], [0, 255]])
        #expect(read.last?.headers == header)
    }

    @Test func `the end of a partition comes after its last record, and again later`() throws {
        try mock.createTopic("ends")
        try write("ends", ["a", "b"])
        let consumer = try consumer()
        try consumer.assign([(partition("ends"), .beginning)])
        #expect(
            consumer.readToEnds() == [
                .record(index: 0, offset: 0, text: "a"),
                .record(index: 0, offset: 1, text: "b"),
                .end(index: 0, offset: 2),
            ]
        )
        try write("ends", ["c"])
        #expect(
            consumer.readToEnds() == [
                .record(index: 0, offset: 2, text: "c"), .end(index: 0, offset: 3),
            ]
        )
    }

    @Test(.timeLimit(.minutes(1)))
    func `a poll takes what is there and does not wait for more`() throws {
        try mock.createTopic("drain")
        try write("drain", ["a"])
        let consumer = try consumer()
        try consumer.assign([(partition("drain"), .beginning)])
        var batch = RecordBatch(capacity: 1000)
        // An hour: were the batch to be filled first, this would never end.
        let count = consumer.poll(into: &batch, timeoutMilliseconds: 3_600_000)
        #expect(count >= 1 && count < 1000)
        let first = batch.copied.first
        #expect(first == .record(index: 0, offset: 0, text: "a"))
    }

    @Test func `a small batch is filled again and again without loss`() throws {
        try mock.createTopic("small")
        let texts = (0..<100).map { "\($0)" }
        try write("small", texts)
        let consumer = try consumer()
        try consumer.assign([(partition("small"), .beginning)])
        var batch = RecordBatch(capacity: 7)
        var entries: [ReadEntry] = []
        while !entries.contains(where: \.isEnd) {
            let count = consumer.poll(into: &batch, timeoutMilliseconds: 1_000)
            try #require(count > 0 && count <= 7)
            entries += batch.copied
        }
        #expect(entries.compactMap(\.text) == texts)
    }

    @Test func `reading begins where it is told to`() throws {
        try mock.createTopic("starts", partitionCount: 3)
        for number in Int32(0)..<3 { try write("starts", ["a", "b", "c"], partition: number) }
        let consumer = try consumer()
        try consumer.assign([
            (partition("starts", 2), .offset(1)),
            (partition("starts", 0), .end),
            (partition("starts", 1), .beginning),
        ])
        // Written after the call: the end is the end at the time of the call.
        try write("starts", ["new"], partition: 0)
        let entries = consumer.read {
            $0.compactMap(\.text).count == 6 && $0.count(where: \.isEnd) >= 3
        }
        let records = entries.filter { !$0.isEnd }
        #expect(
            Set(records) == [
                .record(index: 0, offset: 1, text: "b"), .record(index: 0, offset: 2, text: "c"),
                .record(index: 1, offset: 3, text: "new"),
                .record(index: 2, offset: 0, text: "a"), .record(index: 2, offset: 1, text: "b"),
                .record(index: 2, offset: 2, text: "c"),
            ]
        )
        #expect(records.count == 6)
    }

    @Test func `added partitions get the next index and disturb nobody`() throws {
        try mock.createTopic("first")
        try mock.createTopic("second", partitionCount: 2)
        let texts = (0..<1000).map { "\($0)" }
        try write("first", texts)
        try write("second", ["x"], partition: 1)
        let consumer = try consumer()
        try consumer.assign([(partition("first"), .beginning)])
        var batch = RecordBatch(capacity: 100)
        var entries: [ReadEntry] = []
        while entries.isEmpty {
            consumer.poll(into: &batch, timeoutMilliseconds: 50)
            entries += batch.copied
        }
        try consumer.add([(partition("second", 1), .beginning)])
        entries += consumer.readToEnds(2 - entries.count(where: \.isEnd))
        let first = entries.filter { if case .record(0, _, _) = $0 { true } else { false } }
        #expect(first.compactMap(\.text) == texts)
        #expect(entries.contains(.record(index: 1, offset: 0, text: "x")))
        #expect(consumer.partitions == [partition("first"), partition("second", 1)])
    }

    /// Both ways of fetching: a rack is what only the client library can follow.
    @Test(arguments: [false, true])
    func `a removed partition is not read and says nothing, until it is added again`(
        isByLibrary: Bool
    ) throws {
        try mock.createTopic("stays")
        try mock.createTopic("goes")
        let consumer = try consumer(isByLibrary ? ["client.rack": "a"] : [:])
        try consumer.assign([(partition("goes"), .beginning), (partition("stays"), .beginning)])
        #expect(consumer.read { $0.count(where: \.isEnd) == 2 }.count == 2)
        try consumer.remove(partition("goes"))
        try write("goes", ["unread"])
        try write("stays", ["read"])
        let entries = consumer.read { $0.contains { $0.isEnd } }
        #expect(
            entries == [.record(index: 1, offset: 0, text: "read"), .end(index: 1, offset: 1)]
        )
        #expect(consumer.isConnected)
        try consumer.add([(partition("goes"), .beginning)])
        let again = consumer.read { $0.contains { $0.isEnd } }
        #expect(
            again == [.record(index: 2, offset: 0, text: "unread"), .end(index: 2, offset: 1)]
        )
    }

    @Test func `a new assignment replaces the former one`() throws {
        try mock.createTopic("old")
        try mock.createTopic("new")
        try write("old", ["old"])
        try write("new", ["new"])
        let consumer = try consumer()
        try consumer.assign([(partition("old"), .beginning)])
        try consumer.assign([(partition("new"), .beginning)])
        #expect(
            consumer.readToEnds() == [
                .record(index: 0, offset: 0, text: "new"), .end(index: 0, offset: 1),
            ]
        )
        #expect(consumer.partitions == [partition("new")])
    }
}
