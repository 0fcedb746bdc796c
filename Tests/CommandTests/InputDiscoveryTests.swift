// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline
import Settings
import Testing

@testable import streamgauge

/// What is found of inputs when some of their topics cannot be asked for.
struct InputDiscoveryTests {
    private let mock: MockCluster

    init() throws {
        mock = try MockCluster()
        for topic in ["a", "b", "side", "like-1"] { try mock.createTopic(topic) }
    }

    private func discovery(_ inputs: String, tables: [String] = []) throws -> InputDiscovery {
        let text = """
            application: shop
            kafka: { bootstrap.servers: "\(mock.bootstrapServers)" }
            windows: [ 1h ]
            kpis: [ web.visits ]
            inputs: \(inputs)
            """
        let settings = try Settings.parse(text, name: "s.yaml", for: .offline)
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": mock.bootstrapServers])
        return InputDiscovery(
            settings.inputs,
            tables: tables,
            sources: InputSources(settings.inputs, topics: try admin.topics().map(\.name)),
            admin: admin
        )
    }

    private func topics(_ found: [InputPartition]) -> [String] { found.map(\.partition.topic) }

    @Test func `what was found before an error is found again behind it`() throws {
        var discovery = try discovery("[{pattern: ^like-}]", tables: ["side"])
        let first = topics(try discovery.findNew(start: .beginning))
        #expect(first == ["like-1", "side"])
        try mock.createTopic("like-2")
        mock.setError(ofTopic: "side", .unknownTopic)
        #expect(throws: KafkaError.self) { _ = try discovery.findNew(start: .beginning) }
        mock.setError(ofTopic: "side", nil)
        let behind = topics(try discovery.findNew(start: .beginning))
        #expect(behind == ["like-2"])
        let nothing = topics(try discovery.findNew(start: .beginning))
        #expect(nothing == [])
    }

    @Test func `at the start a missing topic is an error, later it hides no other one`() throws {
        var discovery = try discovery(
            "[{topic: a}, {topic: b}, {pattern: ^like-}]",
            tables: ["side"]
        )
        mock.setError(ofTopic: "a", .unknownTopic)
        #expect(throws: KafkaError.self) { _ = try discovery.findNew(start: .beginning) }
        let (found, faults) = try discovery.findMore()
        #expect(topics(found) == ["b", "like-1", "side"])
        #expect(faults.count == 1 && faults.first?.reason.contains("topic a") == true, "\(faults)")
    }

    @Test func `of a topic that is not well it is told once, until it is`() throws {
        var discovery = try discovery("[{topic: a}, {topic: b}]", tables: ["side"])
        _ = try discovery.findNew(start: .beginning)
        let codes: [KafkaError.Code?] = [
            .unknownTopic, .topicAuthorizationFailed, nil, .unknownTopic,
        ]
        var told: [Int] = []
        for code in codes {
            mock.setError(ofTopic: "side", code)
            told.append(try discovery.findMore().faults.count)
        }
        #expect(told == [1, 0, 0, 1])
    }

    @Test func `a topic is gone when brokers do not know it time after time`() throws {
        var discovery = try discovery("[{topic: a}, {pattern: ^like-}]", tables: ["side"])
        _ = try discovery.findNew(start: .beginning)
        mock.setError(ofTopic: "side", .unknownTopic)
        let steps: [(code: KafkaError.Code?, now: Int64, gone: Set<String>)] = [
            (nil, 0, []), (.unknownTopic, 1_000, []), (.unknownTopic, 9_000, []),
            // Long enough, but not often enough.
            (.unknownTopic, 19_000, []), (nil, 20_000, []),
            (.unknownTopic, 30_000, []), (.leaderNotAvailable, 40_000, []),
            (.topicAuthorizationFailed, 50_000, []), (.unknownTopic, 60_000, []),
            (.unknownTopic, 67_000, []), (.unknownTopic, 70_000, []),
            // Often enough, but not long enough.
            (.unknownTopic, 73_999, []), (.unknownTopic, 74_000, ["like-1"]),
            (.unknownTopic, 90_000, []),
        ]
        for (code, now, gone) in steps {
            mock.setError(ofTopic: "like-1", code)
            let found = try discovery.findGone(now: now)
            #expect(found == gone, "\(now)")
            #expect(discovery.isInDoubt == (code == .unknownTopic && now < 74_000), "\(now)")
        }
        mock.setError(ofTopic: "like-1", nil)
        mock.setError(ofTopic: "side", nil)
        let again = topics(try discovery.findMore().found)
        #expect(again == ["like-1"])
    }

    @Test func `brokers that are away are an error, not one of a topic`() throws {
        var discovery = try discovery("[{topic: a}]")
        mock.takeDown()
        #expect(throws: KafkaError.self) { _ = try discovery.findMore() }
        mock.bringUp()
        let found = topics(try discovery.findMore().found)
        #expect(found == ["a"])
    }
}
