// SPDX-License-Identifier: Apache-2.0

import Kafka
import Testing

@testable import Pipeline

struct IngestStatusTests {
    private let status = IngestStatus()

    private func notices(_ numbers: Range<Int>) -> [KafkaNotice] {
        numbers.map { .statistics("\($0)") }
    }

    @Test func `the newest notices are kept, and those dropped are counted`() {
        let limit = IngestStatus.noticeLimit
        for notice in notices(0..<limit + 3) { status.note(notice) }
        #expect(status.droppedNoticeCount == 3)
        #expect(status.takeNotices() == notices(3..<limit + 3))
        #expect(status.takeNotices().isEmpty)
        status.publish(.init(), notices: notices(0..<limit))
        #expect(status.droppedNoticeCount == 3)
        status.publish(.init(), notices: notices(limit..<limit + 2))
        #expect(status.takeNotices() == notices(2..<limit + 2))
        #expect(status.droppedNoticeCount == 5)
    }

    @Test func `found partitions are taken once, in order`() {
        let inputs = (0..<3).map { number in
            InputPartition(
                TopicPartition(topic: "t", partition: number),
                start: .beginning,
                source: 0
            )
        }
        status.addFound(Array(inputs[..<2]))
        status.addFound([inputs[2]])
        #expect(status.takeFound().map(\.partition.partition) == [0, 1, 2])
        #expect(status.takeFound().isEmpty)
    }

    @Test func `what is gone counts as retired at once, and is left to the loop`() {
        let names = ["a", "b", "a"].enumerated().map { number, topic in
            TopicPartition(topic: topic, partition: Int32(number))
        }
        var reading = IngestStatus.Reading()
        reading.partitions = names
        reading.retired = [1]
        status.publish(reading, notices: [])
        status.addFound(names.map { InputPartition($0, start: .beginning, source: 0) })
        status.retire(topics: ["a"])
        #expect(status.current.retired == [0, 1, 2] && status.gone == [0, 2])
        #expect(status.takeFound().map(\.retirement) == [.gone, nil, .gone])
        status.publish(reading, notices: [])
        #expect(status.current.retired == [0, 1, 2], "the loop may wait for a commit")
    }

    @Test func `the reading published last is shown`() {
        #expect(!status.current.isConnected)
        var reading = IngestStatus.Reading()
        reading.isConnected = true
        reading.heartbeat = 7
        status.publish(reading, notices: [])
        #expect(status.current.isConnected)
        #expect(status.current.heartbeat == 7)
    }
}
