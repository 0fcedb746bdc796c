// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Sinks
import TestSupport
import Testing

struct SnapshotTopicTests {
    private let fixture: SnapshotFixture

    init() throws {
        fixture = try SnapshotFixture()
    }

    /// Writes snapshots one millisecond after the other and reads the topic.
    private func written(
        _ snapshots: [Snapshot],
        partitionCount: Int32 = 1
    ) throws -> [TopicRecord] {
        let topic = try MockTopic(partitionCount: partitionCount)
        let producer = try topic.producer()
        var sink = fixture.topic(topic, producer)
        for (index, snapshot) in snapshots.enumerated() {
            let outcome = try sink.write(snapshot, emitted: 1_767_263_590_000 + Int64(index))
            #expect(outcome == .queued)
        }
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        return try topic.readAll()
    }

    @Test func `a record has the bytes, the key, the headers and the time of its snapshot`() throws
    {
        let snapshot = try fixture.visits(17, country: ["IT"])
        let records = try written([snapshot])
        var value: [UInt8] = []
        SnapshotEncoder(
            plan: fixture.plan,
            application: "shop",
            generation: 3,
            keyFingerprint: "00ff"
        ).append(snapshot, emitted: 1_767_263_590_000, to: &value)
        var expected = TopicRecord(
            partition: 0,
            timestamp: 1_767_263_590_000,
            key: Array("shop|web.visits|ga4@1|1m|country=IT|1767261600000".utf8),
            value: value,
            headers: [
                KafkaHeader(name: "kind", text: "final"),
                KafkaHeader(name: "kpi", text: "web.visits"),
                KafkaHeader(name: "content-type", text: "application/json"),
            ]
        )
        expected.offset = 0
        #expect(records == [expected])
        #expect(records.first?.text?.contains(#""emitted":1767263590000"#) == true)
    }

    @Test(arguments: [Snapshot.Kind.early, .final, .revision])
    func `the header tells the kind`(kind: Snapshot.Kind) throws {
        let revision = kind == .revision ? 1 : 0
        let snapshot = try fixture.visits(kind: kind, revision: revision)
        let record = try #require(try written([snapshot]).first)
        #expect(record.headers.first == KafkaHeader(name: "kind", text: kind.rawValue))
        #expect(record.text?.contains(#""kind":"\#(kind.rawValue)""#) == true)
    }

    @Test func `the header tells the KPI`() throws {
        var snapshot = try fixture.visits()
        snapshot.kpi = fixture.plan.kpis.firstIndex { $0.id == "web.bounce_rate" } ?? -1
        snapshot.output = fixture.plan.outputs.firstIndex { $0.kpi == snapshot.kpi } ?? -1
        let record = try #require(try written([snapshot]).first)
        #expect(record.headers.contains(KafkaHeader(name: "kpi", text: "web.bounce_rate")))
        #expect(record.keyText == "shop|web.bounce_rate|ga4@1|1h||1767261600000")
    }

    /// The numbers are those of `toPositive(murmur2(key)) % n` of kafka-clients 4.3.1.
    @Test(arguments: [(12, [0, 3, 5, 3, 1, 3]), (7, [2, 0, 3, 5, 4, 1])] as [(Int32, [Int32])])
    func `a series lies where Java puts its key without the start`(
        partitionCount: Int32,
        partitions: [Int32]
    ) throws {
        let series: [[String?]] = [[], ["IT"], [nil], ["other"], ["Österreich"], [""]]
        var expected: [String: Int32] = [:]
        var snapshots: [Snapshot] = []
        for (country, partition) in zip(series, partitions) {
            for window in 0..<5 {
                let start = 1_767_261_600_000 + 60_000 * Int64(window)
                snapshots.append(try fixture.visits(country: country, start: start))
                var key: [UInt8] = []
                SnapshotKey(plan: fixture.plan, application: "shop")
                    .append(snapshots[snapshots.count - 1], to: &key)
                expected[String(decoding: key, as: UTF8.self)] = partition
            }
        }
        let records = try written(snapshots, partitionCount: partitionCount)
        #expect(records.count == 30)
        for record in records {
            #expect(record.partition == expected[record.keyText ?? ""])
        }
    }

    @Test func `a buffer of a long record leaves nothing behind in a short one`() throws {
        let long = try fixture.visits(country: [String(repeating: "x", count: 5_000)])
        let short = try fixture.visits()
        let together = try written([long, short])
        let alone = try written([short, short])
        #expect(together.count == 2)
        #expect(together.last == alone.last)
    }

    @Test func `a full queue is told, and the record goes when there is a place`() throws {
        let topic = try MockTopic()
        let producer = try topic.producer(bounds: .init(records: 2))
        var sink = fixture.topic(topic, producer)
        topic.cluster.takeDown()
        var outcomes: [KafkaProducer.Outcome] = []
        for count in 1...3 {
            outcomes.append(try sink.write(try fixture.visits(Double(count)), emitted: 1))
        }
        #expect(outcomes == [.queued, .queued, .queueFull])
        topic.cluster.bringUp()
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        let outcome = try sink.write(try fixture.visits(3), emitted: 1)
        #expect(outcome == .queued)
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        #expect(try topic.readAll().count == 3)
    }

    @Test func `another producer takes the place of a lost one`() throws {
        let topic = try MockTopic()
        let (first, second) = (try topic.producer(), try topic.producer())
        var sink = fixture.topic(topic, first)
        sink.producer = second
        let outcome = try sink.write(try fixture.visits(), emitted: 1)
        #expect(outcome == .queued)
        #expect(first.outstandingCount == 0)
        #expect(second.flush(withinMilliseconds: 30_000) == 0)
        #expect(second.deliveredCount == 1)
    }

    @Test func `a record that is too large is refused at once`() throws {
        let topic = try MockTopic()
        var sink = fixture.topic(topic, try topic.producer(["message.max.bytes": "1000"]))
        let snapshot = try fixture.visits(country: [String(repeating: "x", count: 1_000)])
        let error = #expect(throws: KafkaError.self) { try sink.write(snapshot, emitted: 1) }
        #expect(error?.code == .recordTooLarge)
    }
}
