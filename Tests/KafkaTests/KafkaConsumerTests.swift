// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

struct KafkaConsumerTests {
    @Test func `records come back in order with their bytes, headers and times`() throws {
        let mock = try MockCluster()
        try mock.createTopic("orders", partitionCount: 2)
        let written = (0..<500).map { index in
            TopicRecord(
                partition: Int32(index % 2),
                timestamp: 1_700_000_000_000 + Int64(index),
                key: "key \(index)",
                text: "value \(index)",
                headers: index % 7 == 0 ? [KafkaHeader(name: "n", text: "\(index)")] : []
            )
        }
        try TopicWriter(topic: "orders", bootstrapServers: mock.bootstrapServers).write(written)
        let read = try TopicReader(topic: "orders", bootstrapServers: mock.bootstrapServers)
            .readAll()
        #expect(read.count == 500)
        for partition in Int32(0)...1 {
            let expected = written.filter { $0.partition == partition }
            let found = read.filter { $0.partition == partition }
            #expect(found.map(\.text) == expected.map(\.text))
            #expect(found.map(\.keyText) == expected.map(\.keyText))
            #expect(found.map(\.timestamp) == expected.map(\.timestamp))
            #expect(found.map(\.headers) == expected.map(\.headers))
            #expect(found.map(\.offset) == (0..<250).map { Int64($0) })
        }
    }
}
