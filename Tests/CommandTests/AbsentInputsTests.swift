// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline
import Settings
import Testing

@testable import streamgauge

/// Which inputs of a state are not read any more, and which are only not seen.
struct AbsentInputsTests {
    private let mock: MockCluster

    init() throws {
        mock = try MockCluster()
        for topic in ["a", "like-1", "other"] { try mock.createTopic(topic) }
    }

    private func retirements(
        of names: [(topic: String, partition: Int32)]
    ) throws -> [Retirement?] {
        let text = """
            application: shop
            kafka: { bootstrap.servers: "\(mock.bootstrapServers)" }
            windows: [ 1h ]
            kpis: [ web.visits ]
            inputs: [{topic: a}, {pattern: ^like-}]
            """
        let settings = try Settings.parse(text, name: "s.yaml", for: .offline)
        let partitions = names.map { TopicPartition(topic: $0.topic, partition: $0.partition) }
        let absent = try AbsentInputs(
            partitions,
            InputSources(settings.inputs),
            KafkaAdmin(properties: ["bootstrap.servers": mock.bootstrapServers])
        )
        return partitions.map { absent.retirements[$0] }
    }

    @Test func `a topic that is gone or is no input retires`() throws {
        mock.setError(ofTopic: "like-1", .unknownTopic)
        let found = try retirements(of: [("like-1", 0), ("like-1", 1), ("other", 0)])
        #expect(found == [.gone, .gone, .unnamed])
    }

    @Test(arguments: [nil, .leaderNotAvailable, .topicAuthorizationFailed] as [KafkaError.Code?])
    func `one that is only not seen does not`(code: KafkaError.Code?) throws {
        mock.setError(ofTopic: "like-1", code)
        #expect(throws: ProgramError.self) { _ = try retirements(of: [("like-1", 0)]) }
    }

    @Test func `where there is no right to a topic that is no input it retires`() throws {
        mock.setError(ofTopic: "other", .topicAuthorizationFailed)
        #expect(try retirements(of: [("other", 0)]) == [.unnamed])
    }

    @Test func `a topic with fewer partitions is another one`() throws {
        #expect {
            _ = try retirements(of: [("like-1", 7)])
        } throws: { error in
            (error as? ProgramError)?.code == .data
        }
    }
}
