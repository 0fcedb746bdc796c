// SPDX-License-Identifier: Apache-2.0

import Kafka
import Sinks
import TestSupport
import Testing

/// On the embedded cluster, which has no administration of topics.
struct TopicCreatorTests {
    @Test(arguments: [true, false])
    func `a topic that is there is taken as it is`(mayCreate: Bool) throws {
        let topic = try MockTopic(partitionCount: 4)
        let creator = try TopicCreator(
            properties: topic.properties(),
            mayCreate: mayCreate,
            readsSettings: false
        )
        let prepared = try creator.prepare(.snapshots(topic.name))
        #expect(prepared.name == topic.name)
        #expect(prepared.partitionCount == 4)
        #expect(!prepared.wasCreated)
        #expect(prepared.warnings == [])
    }

    @Test func `another number of partitions is told and used`() throws {
        let topic = try MockTopic(partitionCount: 4)
        let creator = try TopicCreator(
            properties: topic.properties(),
            mayCreate: false,
            readsSettings: false
        )
        let prepared = try creator.prepare(.early(topic.name, partitionCount: 6))
        #expect(prepared.partitionCount == 4)
        #expect(prepared.warnings == [.partitionCount(topic: topic.name, found: 4, wanted: 6)])
    }

    @Test func `settings that cannot be read are told and keep nothing from working`() throws {
        let topic = try MockTopic(partitionCount: 4)
        let creator = try TopicCreator(properties: topic.properties(), mayCreate: false)
        let prepared = try creator.prepare(.early(topic.name), timeoutMilliseconds: 300)
        #expect(prepared.partitionCount == 4)
        guard case .settingsUnknown(topic: topic.name, let error) = prepared.warnings.first else {
            Issue.record("warnings: \(prepared.warnings)")
            return
        }
        #expect(error.isRetriable)
        #expect(prepared.warnings.count == 1)
    }
}
