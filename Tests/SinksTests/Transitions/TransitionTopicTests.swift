// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Kafka
import Sinks
import TestSupport
import Testing

struct TransitionTopicTests {
    @Test func `a record has the person as key, and its time of writing`() throws {
        let topic = try MockTopic(partitionCount: 4)
        let producer = try topic.producer()
        var sink = TransitionTopic(
            producer: producer,
            topic: topic.name,
            application: "shop",
            generation: 2
        )
        for start in [1_000, 2_000] as [Int64] {
            let transition = StageTransition(
                person: 0xAB,
                from: nil,
                to: .contact,
                start: start,
                reached: start
            )
            #expect(try sink.write(transition, emitted: 1_767_261_700_000) == .queued)
        }
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        let records = try topic.readAll()
        #expect(records.map(\.keyText) == ["00000000000000ab", "00000000000000ab"])
        #expect(Set(records.map(\.partition)).count == 1, "a person lies in one partition")
        #expect(records.allSatisfy { $0.timestamp == 1_767_261_700_000 })
        #expect(records.map { $0.headers.map(\.name) } == [["content-type"], ["content-type"]])
        let values = records.map { String(decoding: $0.value ?? [], as: UTF8.self) }
        #expect(values[0].contains(#""generation":2,"id":"00000000000000ab||contact|1000""#))
        #expect(values[1].contains("|2000\""))
    }
}
