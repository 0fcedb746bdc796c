// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Sinks
import TestSupport
import Testing

struct AlertTopicTests {
    @Test func `the changes of an alert have its key and lie in one partition in order`() throws {
        let topic = try MockTopic(partitionCount: 4)
        let producer = try topic.producer()
        let sink = AlertTopic(producer: producer, topic: topic.name)
        for status in AlertChange.Status.allCases {
            let change = AlertChange(
                name: "web.visits",
                status: status,
                severity: .warn,
                kpi: "web.visits",
                dimensions: [],
                window: "1m",
                since: 0,
                key: "web.visits|1m|",
                json: Array(#"{"status":"\#(status)"}"#.utf8)
            )
            #expect(try sink.write(change, emitted: 1_767_261_700_000) == .queued)
        }
        #expect(producer.flush(withinMilliseconds: 30_000) == 0)
        let records = try topic.readAll()
        #expect(records.map(\.keyText) == ["web.visits|1m|", "web.visits|1m|"])
        #expect(Set(records.map(\.partition)).count == 1)
        let values = records.map { String(decoding: $0.value ?? [], as: UTF8.self) }
        #expect(values == [#"{"status":"firing"}"#, #"{"status":"resolved"}"#])
    }
}
