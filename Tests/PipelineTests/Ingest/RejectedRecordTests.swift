// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Testing

@testable import Pipeline

struct RejectedRecordTests {
    @Test func `headers are kept in their order, without those of an earlier rejection`() {
        var record = RejectedRecord.bare()
        let own = [
            KafkaHeader(name: "ce_id", text: "1"), KafkaHeader(name: "n", value: nil),
            KafkaHeader(name: "ce_id", text: "2"),
        ]
        record.keep([KafkaHeader(name: "streamgauge.reason", text: "json")] + own)
        #expect(record.headers == own && record.droppedHeaders == 0)
    }

    @Test func `number and bytes of headers have limits`() {
        var many = RejectedRecord.bare()
        many.keep((0..<40).map { KafkaHeader(name: "h\($0)", text: "") })
        #expect(many.headers.map(\.name) == (0..<32).map { "h\($0)" } && many.droppedHeaders == 8)
        var long = RejectedRecord.bare(key: [UInt8](repeating: 0, count: 1000))
        let limit = RejectedRecord.headerBytesLimit - 1000
        func header(_ name: String, _ size: Int) -> KafkaHeader {
            KafkaHeader(name: name, value: [UInt8](repeating: 0, count: size - 1))
        }
        long.keep([header("a", limit - 10), header("b", 11), header("c", 10), header("d", 1)])
        #expect(long.headers.map(\.name) == ["a", "c"] && long.droppedHeaders == 2)
    }
}
