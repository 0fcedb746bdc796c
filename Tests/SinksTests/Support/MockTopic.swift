// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport

/// A topic on an embedded cluster, with producers to it that reconnect and retry at once.
struct MockTopic {
    let cluster: MockCluster
    let name = "t"
    let partitionCount: Int32

    init(partitionCount: Int32 = 1) throws {
        self.partitionCount = partitionCount
        cluster = try MockCluster()
        try cluster.createTopic(name, partitionCount: Int(partitionCount))
    }

    func properties(_ further: KafkaProperties = [:]) -> KafkaProperties {
        let own: KafkaProperties = [
            "bootstrap.servers": cluster.bootstrapServers,
            "linger.ms": "1",
            "retry.backoff.ms": "5",
            "reconnect.backoff.ms": "5",
            "reconnect.backoff.max.ms": "20",
            "log_level": "0",
        ]
        return own.merging(further) { _, further in further }
    }

    func producer(
        _ further: KafkaProperties = [:],
        bounds: KafkaProducer.QueueBounds = .init()
    ) throws -> KafkaProducer {
        try KafkaProducer(properties: properties(further), bounds: bounds)
    }

    func readAll() throws -> [TopicRecord] {
        try TopicReader(topic: name, bootstrapServers: cluster.bootstrapServers).readAll()
    }
}
