// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct PartitionReaderTests {
    let broker: KafkaBroker

    init() throws {
        broker = try KafkaBroker.shared()
    }

    /// What a reader gives, and where it ends.
    private func read(
        _ topic: String,
        from offset: Int64? = nil,
        _ further: KafkaProperties
    ) throws -> (texts: [String], next: Int64) {
        var reader = try PartitionReader(
            partition(topic),
            from: offset,
            properties: broker.properties.merging(further) { _, own in own }
        )
        var batch = RecordBatch(capacity: 7)
        var texts: [String] = []
        while try reader.read(into: &batch) { texts += batch.copied.compactMap(\.text) }
        let isAtEnd = reader.isAtEnd
        let count = batch.count
        #expect(isAtEnd)
        #expect(count == 0)
        return (texts, reader.nextOffset)
    }

    /// Both ways of fetching: a rack is what only the client library can follow.
    @Test(arguments: [[:], ["client.rack": "a"]])
    func `reading ends behind markers and aborted records, not at a last record`(
        further: KafkaProperties
    ) throws {
        let topic = "log-\(further.count)"
        try broker.createTopic(topic)
        let producer = try broker.transactionalProducer(topic)
        for number in 0..<6 {
            try producer.begin()
            for index in 0..<10 { try producer.enqueue("\(number).\(index)", to: topic) }
            try number % 2 == 0 ? producer.commit() : producer.abort()
        }
        let kept = [0, 2, 4].flatMap { number in (0..<10).map { "\(number).\($0)" } }
        let (texts, next) = try read(topic, further)
        #expect(texts == kept)
        // 60 records and 6 markers; the last ones are aborted.
        #expect(next == 66)
        let later = try read(topic, from: 25, further)
        #expect(later.texts == Array(kept.dropFirst(13)))
        #expect(later.next == 66)
        let none = try read(topic, from: 66, further)
        #expect(none.texts.isEmpty)
        #expect(none.next == 66)

        // An open transaction ends the reading before it.
        try producer.begin()
        try producer.enqueue("open", to: topic)
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        #expect(try read(topic, further).next == 66)
        try producer.commit()
        let all = try read(topic, further)
        #expect(all.texts == kept + ["open"])
        #expect(all.next == 68)
    }

    @Test(arguments: [[:], ["client.rack": "a"]])
    func `an empty partition is at its end at once`(further: KafkaProperties) throws {
        let topic = "log-empty-\(further.count)"
        try broker.createTopic(topic)
        let (texts, next) = try read(topic, further)
        #expect(texts.isEmpty)
        #expect(next == 0)
    }

    @Test func `records that were deleted are passed over from the beginning only`() throws {
        try broker.createTopic("log-cut")
        try broker.writer("log-cut").write(texts: (0..<10).map { "\($0)" })
        let admin = try KafkaAdmin(properties: broker.properties)
        _ = try admin.deleteRecords([partition("log-cut"): 6])
        let (texts, next) = try read("log-cut", [:])
        #expect(texts == ["6", "7", "8", "9"])
        #expect(next == 10)
        let error = #expect(throws: KafkaError.self) { try read("log-cut", from: 2, [:]) }
        #expect(error?.code == .offsetOutOfRange)
    }

    @Test(arguments: [[:], ["client.rack": "a"]])
    func `an end is told anew behind what nobody is given`(further: KafkaProperties) throws {
        let topic = "log-anew-\(further.count)"
        try broker.createTopic(topic)
        let producer = try broker.transactionalProducer(topic)
        var reader = try PartitionReader(
            partition(topic),
            properties: broker.properties.merging(further) { _, own in own }
        )
        var batch = RecordBatch(capacity: 7)
        for number in 0..<3 as Range<Int64> {
            if number > 0 {
                try producer.begin()
                try producer.enqueue("aborted", to: topic)
                try producer.abort()
            }
            while reader.nextOffset < 2 * number || !reader.isAtEnd {
                _ = try reader.follow(into: &batch, timeoutMilliseconds: 100)
                #expect(batch.copied.compactMap(\.text).isEmpty)
            }
            #expect(reader.nextOffset == 2 * number)
        }
    }

    @Test func `silence ends the reading`() throws {
        let mock = try MockCluster()
        try mock.createTopic("t")
        var reader = try PartitionReader(
            partition("t"),
            properties: properties(of: mock),
            patienceMilliseconds: 1_000
        )
        mock.takeDown()
        var batch = RecordBatch()
        var error: KafkaError?
        do throws(KafkaError) {
            while try reader.read(into: &batch) {}
        } catch let caught {
            error = caught
        }
        #expect(error?.code == .timedOut)
    }
}
