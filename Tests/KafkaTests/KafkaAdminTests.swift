// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

struct KafkaAdminTests {
    @Test func `a created topic has its partitions and its settings`() throws {
        let broker = try KafkaBroker.shared()
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": broker.bootstrapServers])
        try admin.create(
            NewTopic(
                name: "admin-created",
                partitionCount: 3,
                replicationFactor: 1,
                configuration: ["cleanup.policy": "compact", "retention.ms": "123456"]
            )
        )
        let topic = try admin.topic("admin-created")
        #expect(topic.partitionCount == 3)
        #expect(topic.replicationFactor == 1)
        #expect(topic.partitions.last == TopicPartition(topic: "admin-created", partition: 2))
        let configuration = try admin.configuration(ofTopic: "admin-created")
        #expect(configuration["cleanup.policy"] == "compact")
        #expect(configuration["retention.ms"] == "123456")
        #expect(try admin.topics().map(\.name).contains("admin-created"))
    }

    @Test func `a topic that grows is seen with its new partitions`() throws {
        let broker = try KafkaBroker.shared()
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": broker.bootstrapServers])
        try broker.createTopic("admin-grown", partitionCount: 1)
        try admin.growTopic("admin-grown", toPartitionCount: 4)
        #expect(try admin.topic("admin-grown").partitionCount == 4)
        let shrinking = #expect(throws: KafkaError.self) {
            try admin.growTopic("admin-grown", toPartitionCount: 2)
        }
        #expect(shrinking?.code == .invalidPartitionCount)
    }

    @Test func `creating a topic twice or with wrong settings says what is wrong`() throws {
        let broker = try KafkaBroker.shared()
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": broker.bootstrapServers])
        try broker.createTopic("admin-twice")
        let cases: [(NewTopic, KafkaError.Code)] = [
            (NewTopic(name: "admin-twice"), .topicAlreadyExists),
            (NewTopic(name: "admin-many", replicationFactor: 3), .invalidReplicationFactor),
            (NewTopic(name: "admin-odd", configuration: ["a": "b"]), .invalidConfiguration),
            (NewTopic(name: "admin/odd"), .invalidTopic),
        ]
        for (topic, code) in cases {
            let error = #expect(throws: KafkaError.self) { try admin.create(topic) }
            #expect(error?.code == code)
            #expect(error?.reason.contains("topic \(topic.name)") == true)
            #expect(error?.isRetriable == false)
        }
    }

    @Test func `an unknown topic is an error that names it`() throws {
        let broker = try KafkaBroker.shared()
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": broker.bootstrapServers])
        let error = #expect(throws: KafkaError.self) { try admin.topic("admin-missing") }
        #expect(error?.code == .unknownTopic)
        #expect(
            error?.reason
                == "topic admin-missing does not exist: create it or correct its name"
        )
    }

    @Test func `a wrong password is told at once and as such`() throws {
        let broker = try KafkaBroker.shared()
        let admin = try KafkaAdmin(properties: [
            "bootstrap.servers": broker.loginBootstrapServers,
            "security.protocol": "sasl_plaintext",
            "sasl.mechanism": "PLAIN",
            "sasl.username": "alice",
            "sasl.password": "wrong",
        ])
        let error = #expect(throws: KafkaError.self) {
            try admin.topics(timeoutMilliseconds: 60_000)
        }
        #expect(error?.code == .authenticationFailed)
        #expect(error?.reason.hasPrefix("the broker refused the credentials") == true)
    }

    @Test func `a user without rights is told about the topic`() throws {
        let broker = try KafkaBroker.shared()
        try broker.createTopic("admin-secret")
        let admin = try KafkaAdmin(properties: [
            "bootstrap.servers": broker.loginBootstrapServers,
            "security.protocol": "sasl_plaintext",
            "sasl.mechanism": "PLAIN",
            "sasl.username": "bob",
            "sasl.password": "bob-secret",
        ])
        let error = #expect(throws: KafkaError.self) { try admin.topic("admin-secret") }
        #expect(error?.code == .topicAuthorizationFailed)
        #expect(error?.reason.contains("topic admin-secret") == true)
    }

    @Test func `brokers that are not there are named as the cause`() throws {
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": "127.0.0.1:1"])
        let error = #expect(throws: KafkaError.self) {
            try admin.topics(timeoutMilliseconds: 1_500)
        }
        #expect(error?.isRetriable == true)
        #expect(error?.reason.contains("127.0.0.1:1") == true)
    }
}
