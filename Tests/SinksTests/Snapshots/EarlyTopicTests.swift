// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Sinks
import TestSupport
import Testing

struct EarlyTopicTests {
    private let fixture: SnapshotFixture
    private let topic: MockTopic

    init() throws {
        fixture = try SnapshotFixture()
        topic = try MockTopic()
    }

    private func early(_ count: Double) throws -> Snapshot {
        try fixture.visits(count, kind: .early)
    }

    @Test func `an early value is a record of its kind`() throws {
        var sink = fixture.early(topic, try topic.producer())
        let outcome = sink.offer(try early(17), emitted: 5)
        #expect(outcome == .queued)
        #expect(sink.producer.flush(withinMilliseconds: 30_000) == 0)
        let record = try #require(try topic.readAll().first)
        #expect(record.keyText == "shop|web.visits|ga4@1|1m||1767261600000")
        #expect(record.headers.first == KafkaHeader(name: "kind", text: "early"))
        #expect(record.text?.contains(#""value":17,"#) == true)
        #expect(record.timestamp == 5)
    }

    @Test(.timeLimit(.minutes(1)))
    func `without brokers a full queue refuses at once, and later takes again`() throws {
        var sink = fixture.early(topic, try topic.producer(bounds: .init(records: 3)))
        topic.cluster.takeDown()
        var outcomes: [EarlyTopic.Outcome] = []
        for count in 0..<5 { outcomes.append(sink.offer(try early(Double(count)), emitted: 1)) }
        #expect(outcomes == [.queued, .queued, .queued, .queueFull, .queueFull])
        #expect(sink.serve().isEmpty)
        topic.cluster.bringUp()
        #expect(sink.producer.flush(withinMilliseconds: 30_000) == 0)
        let later = sink.offer(try early(5), emitted: 1)
        #expect(later == .queued)
    }

    @Test func `a value that fails later comes back by its tag`() throws {
        var sink = fixture.early(topic, try topic.producer())
        topic.cluster.pushErrors(.produce, [.topicAuthorizationFailed])
        let outcome = sink.offer(try early(1), emitted: 1, tag: 77)
        #expect(outcome == .queued)
        #expect(sink.producer.flush(withinMilliseconds: 30_000) == 0)
        let failures = sink.serve()
        #expect(failures.map(\.tag) == [77])
        #expect(failures.first?.error.code == .topicAuthorizationFailed)
        #expect(sink.serve().isEmpty)
        #expect(sink.lost == nil)
    }

    @Test func `a value that cannot be written is refused and throws nothing`() throws {
        var sink = fixture.early(topic, try topic.producer(["message.max.bytes": "1000"]))
        let large = try fixture.visits(
            country: [String(repeating: "x", count: 1_000)],
            kind: .early
        )
        guard case .refused(let error) = sink.offer(large, emitted: 1) else {
            Issue.record("a record of more than a kilobyte was taken")
            return
        }
        #expect(error.code == .recordTooLarge)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a lost producer is told and another one goes on`() throws {
        var sink = fixture.early(topic, try topic.producer())
        topic.cluster.pushErrors(.initProducerID, [.clusterAuthorizationFailed])
        var outcome = sink.offer(try early(1), emitted: 1)
        while sink.lost == nil { sink.producer.poll(timeoutMilliseconds: 20) }
        #expect(sink.lost?.code == .clusterAuthorizationFailed)
        outcome = sink.offer(try early(2), emitted: 1)
        guard case .refused(let error) = outcome else {
            Issue.record("a lost producer took a record")
            return
        }
        #expect(error.isFatal)
        sink.producer = try topic.producer()
        #expect(sink.lost == nil)
        outcome = sink.offer(try early(3), emitted: 1)
        #expect(outcome == .queued)
        #expect(sink.producer.flush(withinMilliseconds: 30_000) == 0)
        #expect(try topic.readAll().count == 1)
    }

    @Test func `the timeout is short where the user says nothing`() {
        #expect(
            EarlyTopic.properties(over: ["a": "b"]) == ["a": "b", "message.timeout.ms": "10000"]
        )
        for name in ["message.timeout.ms", "delivery.timeout.ms"] {
            #expect(EarlyTopic.properties(over: [name: "7"]) == [name: "7"])
        }
    }
}
