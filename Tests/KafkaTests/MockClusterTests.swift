// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

struct MockClusterTests {
    @Test func `a cluster of several brokers serves topics as they were made`() throws {
        let mock = try MockCluster(brokerCount: 3)
        #expect(mock.bootstrapServers.split(separator: ",").count == 3)
        try mock.createTopic("t", partitionCount: 5)
        let admin = try KafkaAdmin(properties: properties(of: mock))
        #expect(try admin.topic("t").partitionCount == 5)
        try TopicWriter(topic: "t", bootstrapServers: mock.bootstrapServers)
            .write(
                (0..<5).map { (number: Int32) in TopicRecord(partition: number, text: "\(number)") }
            )
        let read = try TopicReader(topic: "t", bootstrapServers: mock.bootstrapServers).readAll()
        #expect(read.map(\.text) == ["0", "1", "2", "3", "4"])
    }

    @Test func `an answer takes the round trip time`() throws {
        let mock = try MockCluster()
        try mock.createTopic("t")
        let admin = try KafkaAdmin(properties: properties(of: mock))
        _ = try admin.topic("t")
        mock.setRoundTripTime(milliseconds: 60_000)
        let error = #expect(throws: KafkaError.self) {
            try admin.topic("t", timeoutMilliseconds: 100)
        }
        #expect(error?.isRetriable == true)
    }
}
