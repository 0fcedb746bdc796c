// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

struct KafkaConsumerFaultTests {
    let mock: MockCluster

    init() throws {
        mock = try MockCluster()
        try mock.createTopic("t")
    }

    private func write(_ texts: [String]) throws {
        try TopicWriter(topic: "t", bootstrapServers: mock.bootstrapServers).write(texts: texts)
    }

    private func consumer(_ further: KafkaProperties = [:]) throws -> KafkaConsumer {
        try KafkaConsumer(properties: properties(of: mock, further))
    }

    /// Polls until the condition holds; half a minute at most.
    private func poll(_ consumer: KafkaConsumer, until condition: () -> Bool) -> Bool {
        var batch = RecordBatch()
        let deadline = ContinuousClock.now + .seconds(30)
        while !condition(), ContinuousClock.now < deadline {
            consumer.poll(into: &batch, timeoutMilliseconds: 20)
        }
        return condition()
    }

    @Test func `an outage is told, and reading goes on by itself after it`() throws {
        try write(["a"])
        let consumer = try consumer(["statistics.interval.ms": "50"])
        #expect(!consumer.isConnected)
        try consumer.assign([(partition("t"), .beginning)])
        #expect(consumer.readToEnds().compactMap(\.text) == ["a"])
        #expect(consumer.isConnected)

        mock.takeDown()
        #expect(poll(consumer) { !consumer.isConnected })
        let errors = consumer.takeNotices().compactMap { notice in
            if case .error(let error) = notice { error } else { nil }
        }
        #expect(errors.contains { $0.code == .allBrokersDown && $0.isRetriable })

        mock.bringUp()
        #expect(poll(consumer) { consumer.isConnected })
        try write(["b"])
        #expect(consumer.readToEnds().compactMap(\.text) == ["b"])
    }

    @Test func `what does not exist or may not be read cannot be assigned`() throws {
        let consumer = try consumer()
        try mock.createTopic("denied")
        mock.setError(ofTopic: "denied", .topicAuthorizationFailed)
        let cases: [(TopicPartition, KafkaError.Code)] = [
            (partition("t", 7), .unknownPartition),
            (partition("denied"), .topicAuthorizationFailed),
        ]
        for (wrong, code) in cases {
            let error = #expect(throws: KafkaError.self) {
                try consumer.assign([(partition("t"), .beginning), (wrong, .beginning)])
            }
            #expect(error?.code == code)
            #expect(error?.reason.contains(wrong.topic) == true)
        }
        #expect(consumer.partitions.isEmpty)
    }

    @Test func `a start that the broker does not hold is an error, not a jump`() throws {
        try write(["a"])
        let consumer = try consumer()
        try consumer.assign([(partition("t"), .offset(50))])
        let entries = consumer.read { $0.contains(where: \.isError) }
        guard case .error(0, let error) = try #require(entries.first) else {
            Issue.record("the first entry is \(entries[0])")
            return
        }
        #expect(error.code == .offsetOutOfRange)
        #expect(error.reason.contains("t[0]"))
    }

    @Test func `statistics and log lines come along with polls`() throws {
        let consumer = try consumer(["statistics.interval.ms": "20", "debug": "broker"])
        try consumer.assign([(partition("t"), .beginning)])
        var statistics: String?
        var line: KafkaLogLine?
        let arrived = poll(consumer) {
            for notice in consumer.takeNotices() {
                switch notice {
                case .statistics(let json): statistics = json
                case .log(let other): line = other
                case .error: break
                }
            }
            return statistics != nil && line != nil
        }
        #expect(arrived)
        #expect(statistics?.hasPrefix("{") == true)
        #expect(statistics?.hasSuffix("}") == true)
        #expect(line?.message.isEmpty == false)
    }

    @Test func `ends are known by asking, and from what was read`() throws {
        try write(["a", "b", "c"])
        let consumer = try consumer()
        #expect(try consumer.queryOffsets(of: partition("t")) == 0..<3)
        #expect(consumer.cachedOffsets(of: partition("t")) == nil)
        #expect(consumer.position(of: partition("t")) == nil)
        try consumer.assign([(partition("t"), .offset(1))])
        _ = consumer.readToEnds()
        #expect(consumer.cachedOffsets(of: partition("t"))?.upperBound == 3)
        #expect(consumer.position(of: partition("t")) == 3)
    }

    @Test func `a closed consumer returns nothing more and refuses partitions`() throws {
        try write(["a"])
        let consumer = try consumer()
        try consumer.assign([(partition("t"), .beginning)])
        var batch = RecordBatch()
        #expect(poll(consumer) { consumer.isConnected })
        #expect(consumer.close(withinMilliseconds: 20_000))
        #expect(consumer.close())
        let count = consumer.poll(into: &batch, timeoutMilliseconds: 3_600_000)
        #expect(count == 0)
        let error = #expect(throws: KafkaError.self) {
            try consumer.add([(partition("t"), .beginning)])
        }
        #expect(error?.code == .wrongState)
    }

    @Test func `closing ends also when no broker is there`() throws {
        let consumer = try KafkaConsumer(properties: ["bootstrap.servers": "127.0.0.1:1"])
        let error = #expect(throws: KafkaError.self) {
            try consumer.assign([(partition("t"), .beginning)], timeoutMilliseconds: 200)
        }
        #expect(error?.isRetriable == true)
        #expect(consumer.close(withinMilliseconds: 20_000))
    }

    @Test func `a batch may outlive its consumer`() throws {
        try write(["still here"])
        var batch = RecordBatch()
        do {
            let consumer = try consumer()
            try consumer.assign([(partition("t"), .beginning)])
            while batch.count == 0 { consumer.poll(into: &batch, timeoutMilliseconds: 1_000) }
            consumer.close()
        }
        #expect(batch.copied.first == .record(index: 0, offset: 0, text: "still here"))
        batch.clear()
        #expect(batch.copied.isEmpty)
    }
}
