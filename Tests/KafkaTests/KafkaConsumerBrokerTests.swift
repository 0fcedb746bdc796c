// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

/// What the mock cluster cannot show: compression, times, missing topics, growth, credentials.
struct KafkaConsumerBrokerTests {
    let broker: KafkaBroker

    init() throws {
        broker = try KafkaBroker.shared()
    }

    private func consumer(_ further: KafkaProperties = [:]) throws -> KafkaConsumer {
        var all = further
        all["bootstrap.servers"] = broker.bootstrapServers
        return try KafkaConsumer(properties: all)
    }

    @Test(arguments: ["none", "lz4", "zstd", "gzip", "snappy"])
    func `records survive each compression`(compression: String) throws {
        let topic = "compressed-\(compression)"
        try broker.createTopic(topic, partitionCount: 2)
        let written = (0..<1000).map { index in
            TopicRecord(
                partition: Int32(index / 500),
                timestamp: 1_600_000_000_000 + Int64(index),
                key: "k\(index)",
                text: String(repeating: "value \(index) ", count: 20),
                headers: [KafkaHeader(name: "h", text: "\(index)")]
            )
        }
        try broker.writer(topic, properties: ["compression.type": compression]).write(written)
        let read = try broker.reader(topic).readAll()
        let unplaced = read.map { record in
            var record = record
            record.offset = nil
            return record
        }
        #expect(unplaced == written)
        #expect(read.map(\.offset) == (0..<1000).map { Int64($0 % 500) })
    }

    /// The library reads where a rack is named.
    @Test(arguments: [false, true])
    func `stored headers are those that were written, whoever reads`(isLibrary: Bool) throws {
        let topic = "headers-\(isLibrary)"
        try broker.createTopic(topic)
        let headers = [
            KafkaHeader(name: "ce_id", text: "1"), KafkaHeader(name: "null", value: nil),
            KafkaHeader(name: "ce_id", text: String(repeating: "é", count: 200)),
        ]
        try broker.writer(topic).write([
            TopicRecord(partition: 0, text: "a", headers: headers),
            TopicRecord(partition: 0, text: "b"),
            TopicRecord(partition: 0, value: nil, headers: Array(headers.prefix(1))),
        ])
        let consumer = try consumer(isLibrary ? ["client.rack": "a"] : [:])
        try consumer.assign([(partition(topic, 0), .beginning)])
        var batch = RecordBatch()
        var found: [[UInt8]?] = []
        let deadline = ContinuousClock.now + .seconds(30)
        while found.count < 3, ContinuousClock.now < deadline {
            consumer.poll(into: &batch, timeoutMilliseconds: 50)
            for index in 0..<batch.count where batch.kind(at: index) == .record {
                guard let stored = batch.storedHeaders(at: index) else {
                    found.append(nil)
                    continue
                }
                found.append(unsafe stored.withUnsafeBytes { unsafe [UInt8]($0) })
            }
        }
        let expected = [
            KafkaHeader.stored(headers), nil, KafkaHeader.stored(Array(headers.prefix(1))),
        ]
        #expect(found == expected)
    }

    @Test func `reading begins at a time, at the end, or at the beginning`() throws {
        try broker.createTopic("times", partitionCount: 4)
        let times: [Int64] = [1_000, 2_000, 3_000]
        for number in Int32(0)..<4 {
            let records = times.map { time in
                TopicRecord(partition: number, timestamp: time, text: "\(time)")
            }
            try broker.writer("times").write(records)
        }
        let consumer = try consumer()
        try consumer.assign([
            (partition("times", 0), .time(1_500)),
            (partition("times", 1), .time(9_000)),
            (partition("times", 2), .end),
            (partition("times", 3), .beginning),
        ])
        let entries = consumer.readToEnds(4)
        let texts = (0..<4).map { index in
            entries.compactMap { entry in
                if case .record(index, _, let text) = entry { text } else { nil }
            }
        }
        #expect(texts == [["2000", "3000"], [], [], ["1000", "2000", "3000"]])
        #expect(Set(entries.filter(\.isEnd)) == Set((0..<4).map { .end(index: $0, offset: 3) }))
    }

    @Test(arguments: [[:], ["client.rack": "anywhere"]] as [KafkaProperties])
    func `after an offset that is gone, reading goes on where its user says`(
        further: KafkaProperties
    ) throws {
        let name = "seek-\(further.count)"
        try broker.createTopic(name)
        try broker.writer(name).write(texts: (0..<9).map { "\($0)" })
        let place = partition(name)
        #expect(
            try KafkaAdmin(properties: broker.properties).deleteRecords([place: 4]) == [place: 4]
        )
        let consumer = try KafkaConsumer(properties: broker.properties.merging(further) { $1 })
        try consumer.assign([(place, .offset(2))])
        let entries = consumer.read { $0.contains(where: \.isError) }
        guard case .error(0, let error) = try #require(entries.first) else {
            Issue.record("the first entry is \(entries[0])")
            return
        }
        #expect(error.code == .offsetOutOfRange)
        try consumer.seek(place, to: 6)
        #expect(consumer.readToEnds().compactMap(\.text) == ["6", "7", "8"])
        try consumer.seek(place, to: 5)
        #expect(consumer.readToEnds().compactMap(\.text) == ["5", "6", "7", "8"])
    }

    @Test func `a topic that does not exist cannot be assigned`() throws {
        let error = #expect(throws: KafkaError.self) {
            try consumer().assign([(partition("absent"), .beginning)])
        }
        #expect(error?.code == .unknownTopic)
        #expect(
            error?.reason == "topic absent does not exist: create it or correct its name"
        )
    }

    @Test func `partitions of a topic that grew are added without loss`() throws {
        try broker.createTopic("consumer-grown")
        try broker.writer("consumer-grown").write(texts: (0..<2000).map { "\($0)" })
        let consumer = try consumer(["topic.metadata.refresh.interval.ms": "100"])
        try consumer.assign([(partition("consumer-grown"), .beginning)])
        var batch = RecordBatch(capacity: 50)
        while consumer.poll(into: &batch, timeoutMilliseconds: 1_000) == 0 {}
        var entries = batch.copied
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": broker.bootstrapServers])
        try admin.growTopic("consumer-grown", toPartitionCount: 2)
        try broker.writer("consumer-grown").write([TopicRecord(partition: 1, text: "new")])
        try consumer.add([(partition("consumer-grown", 1), .beginning)])
        entries += consumer.read { read in
            read.contains(.end(index: 1, offset: 1)) && read.contains(.end(index: 0, offset: 2000))
        }
        let old = entries.filter { if case .record(0, _, _) = $0 { true } else { false } }
        #expect(old.compactMap(\.text) == (0..<2000).map { "\($0)" })
        #expect(entries.contains(.record(index: 1, offset: 0, text: "new")))
    }

    @Test func `refused credentials reach the notices of consumer and producer`() throws {
        let properties = [
            "bootstrap.servers": broker.loginBootstrapServers,
            "security.protocol": "sasl_plaintext", "sasl.mechanism": "PLAIN",
            "sasl.username": "nobody", "sasl.password": "wrong",
        ]
        let consumer = try KafkaConsumer(properties: properties)
        let producer = try KafkaProducer(properties: properties)
        var batch = RecordBatch()
        var errors: Set<KafkaError.Code> = []
        let deadline = ContinuousClock.now + .seconds(30)
        for poll in [
            { consumer.poll(into: &batch, timeoutMilliseconds: 50) },
            {
                producer.poll(timeoutMilliseconds: 50)
                return 0
            },
        ] {
            errors = []
            while !errors.contains(.authenticationFailed), ContinuousClock.now < deadline {
                _ = poll()
                for case .error(let error) in consumer.takeNotices() + producer.takeNotices() {
                    errors.insert(error.code)
                }
            }
            #expect(errors.contains(.authenticationFailed))
        }
        #expect(!consumer.isConnected)
    }

    @Test func `a crashed broker comes back with its records`() throws {
        let own = try KafkaBroker()
        try own.createTopic("kept")
        try own.writer("kept").write(texts: ["before"])
        let consumer = try KafkaConsumer(properties: [
            "bootstrap.servers": own.bootstrapServers, "reconnect.backoff.max.ms": "200",
            "statistics.interval.ms": "100",
        ])
        try consumer.assign([(partition("kept"), .beginning)])
        #expect(consumer.readToEnds().compactMap(\.text) == ["before"])
        own.stop()
        var batch = RecordBatch()
        let deadline = ContinuousClock.now + .seconds(30)
        while consumer.isConnected, ContinuousClock.now < deadline {
            consumer.poll(into: &batch, timeoutMilliseconds: 50)
        }
        #expect(!consumer.isConnected)
        try own.start()
        try own.writer("kept").write(texts: ["after"])
        #expect(consumer.read { $0.contains { $0.text != nil } }.compactMap(\.text) == ["after"])
        _ = consumer.read { _ in consumer.isConnected }
        #expect(consumer.isConnected)
    }

    @Test func `starts are told as offsets`() throws {
        try broker.createTopic("starts", partitionCount: 2)
        try broker.writer("starts").write(
            (0..<5).map {
                TopicRecord(partition: 1, timestamp: 1_000 + 10 * Int64($0), text: "\($0)")
            }
        )
        let (empty, filled) = (
            TopicPartition(topic: "starts", partition: 0),
            TopicPartition(topic: "starts", partition: 1)
        )
        let consumer = try consumer()
        defer { consumer.close() }
        let cases: [(StartPosition, Int64)] = [
            (.beginning, 0), (.end, 5), (.time(1_015), 2), (.time(1_020), 2), (.time(2_000), 5),
            (.offset(3), 3),
        ]
        for (start, offset) in cases {
            let found = try consumer.offsets(at: [(empty, .beginning), (filled, start)])
            #expect(found == [empty: 0, filled: offset], "\(start)")
        }
        #expect(throws: KafkaError.self) {
            try consumer.offsets(at: [(TopicPartition(topic: "starts", partition: 7), .end)])
        }
    }
}
