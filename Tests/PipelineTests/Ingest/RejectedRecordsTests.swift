// SPDX-License-Identifier: Apache-2.0

import Events
import Kafka
import Testing

@testable import Pipeline

struct RejectedRecordsTests {
    @Test func `each record gets the headers of the one it came from, once`() {
        var rejected = RejectedRecords(isKept: true)
        func header(_ text: String) -> [KafkaHeader] { [KafkaHeader(name: "h", text: text)] }
        rejected.append(.bare())
        rejected.append(.bare())
        rejected.complete { header("1") }
        var wasAsked = false
        rejected.complete {
            wasAsked = true
            return header("2")
        }
        rejected.append(.bare())
        rejected.complete { header("3") }
        #expect(rejected.byteCount == 3 * (3 + 64) && !wasAsked)
        #expect(rejected.take().map(\.headers) == [header("1"), header("1"), header("3")])
        rejected.append(.bare())
        rejected.complete { header("4") }
        #expect(rejected.take().map(\.headers) == [header("4")])
    }

    @Test func `a record of very many elements does not have its headers kept with each of them`() {
        var rejected = RejectedRecords(isKept: true)
        for _ in 0..<10_000 { rejected.append(.bare()) }
        let large = KafkaHeader(name: "h", text: String(repeating: "x", count: 20_000))
        rejected.complete { [large] }
        #expect(rejected.byteCount < 2 << 20)
        let records = rejected.take()
        #expect(records.first?.headers == [large] && records.last?.headers == [])
        #expect(records.last?.droppedHeaders == 1)
    }
}
