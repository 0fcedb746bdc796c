// SPDX-License-Identifier: Apache-2.0

import Kafka
import Sinks
import TestSupport
import Testing

/// On a real broker.
@Suite(.timeLimit(.minutes(3)))
struct TopicCreatorBrokerTests {
    private let broker: KafkaBroker
    private let properties: KafkaProperties

    init() throws {
        broker = try KafkaBroker.shared()
        properties = ["bootstrap.servers": broker.bootstrapServers]
    }

    private func login(_ user: String) -> KafkaProperties {
        [
            "bootstrap.servers": broker.loginBootstrapServers,
            "security.protocol": "sasl_plaintext",
            "sasl.mechanism": "PLAIN",
            "sasl.username": user,
            "sasl.password": "\(user)-secret",
        ]
    }

    /// Creates a topic and waits until the broker, too, knows what its controller knows.
    private func create(_ name: String, policy: String) throws {
        try broker.createTopic(name, configuration: ["cleanup.policy": policy])
        let admin = try KafkaAdmin(properties: properties)
        while !(try admin.topics().map(\.name).contains(name)) {}
    }

    @Test func `a missing topic is created with its policy and its times`() throws {
        let creator = try TopicCreator(properties: properties, mayCreate: true)
        let plans: [TopicPlan] = [
            .snapshots("creator-finals", partitionCount: 3, replicationFactor: 1),
            .early("creator-early"),
            .rejected("creator-rejected", partitionCount: 2),
        ]
        let admin = try KafkaAdmin(properties: properties)
        let expected = [
            ("compact,delete", "2592000000", Int32(3)), ("delete", "3600000", 4),
            ("delete", "604800000", 2),
        ]
        for (plan, (policy, retention, partitionCount)) in zip(plans, expected) {
            let prepared = try creator.prepare(plan)
            #expect(prepared.wasCreated)
            #expect(prepared.warnings == [])
            #expect(prepared.partitionCount == partitionCount)
            #expect(try admin.topic(plan.name).partitionCount == partitionCount)
            let configuration = try admin.configuration(ofTopic: plan.name)
            #expect(configuration["cleanup.policy"] == policy)
            #expect(configuration["retention.ms"] == retention)
        }
        let early = try admin.configuration(ofTopic: "creator-early")
        #expect(early["segment.ms"] == "600000")
    }

    @Test func `a second time the topic is found as planned`() throws {
        let creator = try TopicCreator(properties: properties, mayCreate: true)
        let plan = TopicPlan.snapshots("creator-twice", partitionCount: 2)
        #expect(try creator.prepare(plan).wasCreated)
        let again = try creator.prepare(plan)
        #expect(!again.wasCreated)
        #expect(again.partitionCount == 2)
        #expect(again.warnings == [])
    }

    @Test func `of several at once one creates the topic and all find it`() async throws {
        let creator = try TopicCreator(properties: properties, mayCreate: true)
        let plan = TopicPlan.snapshots("creator-race", partitionCount: 2)
        let prepared = try await withThrowingTaskGroup(of: PreparedTopic.self) { group in
            for _ in 0..<8 { group.addTask { try creator.prepare(plan) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(prepared.count == 8)
        #expect(prepared.count(where: \.wasCreated) == 1)
        #expect(prepared.allSatisfy { $0.partitionCount == 2 && $0.warnings == [] })
    }

    @Test func `another policy is told and left as it is`() throws {
        try create("creator-policy", policy: "compact")
        let creator = try TopicCreator(properties: properties, mayCreate: true)
        let prepared = try creator.prepare(.rejected("creator-policy"))
        #expect(!prepared.wasCreated)
        #expect(
            prepared.warnings
                == [.cleanupPolicy(topic: "creator-policy", found: "compact", wanted: "delete")]
        )
        let admin = try KafkaAdmin(properties: properties)
        let left = try admin.configuration(ofTopic: "creator-policy")
        #expect(left["cleanup.policy"] == "compact")
    }

    @Test func `the order of policies says nothing`() throws {
        try create("creator-order", policy: "delete,compact")
        let creator = try TopicCreator(properties: properties, mayCreate: false)
        #expect(try creator.prepare(.snapshots("creator-order")).warnings == [])
    }

    @Test func `a missing topic is not created against the settings`() throws {
        let creator = try TopicCreator(properties: properties, mayCreate: false)
        let error = #expect(throws: TopicError.self) {
            try creator.prepare(.early("creator-missing"))
        }
        #expect(error?.isMissing == true)
        let topics = try KafkaAdmin(properties: properties).topics()
        #expect(!topics.map(\.name).contains("creator-missing"))
    }

    @Test func `too many copies are refused with the reason`() throws {
        let creator = try TopicCreator(properties: properties, mayCreate: true)
        let error = #expect(throws: TopicError.self) {
            try creator.prepare(.snapshots("creator-copies", replicationFactor: 3))
        }
        #expect(error?.cause?.code == .invalidReplicationFactor)
        #expect(error?.description.contains("not enough brokers") == true)
    }

    @Test func `a user without rights is told about the topic`() throws {
        try create("creator-secret", policy: "delete")
        let creator = try TopicCreator(properties: login("bob"), mayCreate: true)
        let error = #expect(throws: TopicError.self) {
            try creator.prepare(.early("creator-secret"))
        }
        #expect(error?.cause?.code == .topicAuthorizationFailed)
        #expect(error?.isRetriable == false)
    }

    @Test func `brokers that are not there can be tried again`() throws {
        let creator = try TopicCreator(
            properties: ["bootstrap.servers": "127.0.0.1:1", "log_level": "0"],
            mayCreate: true
        )
        let error = #expect(throws: TopicError.self) {
            try creator.prepare(.early("any"), timeoutMilliseconds: 500)
        }
        #expect(error?.isRetriable == true)
    }
}
