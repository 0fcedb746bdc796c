// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct KafkaAdminGroupsTests {
    let broker: KafkaBroker
    let admin: KafkaAdmin

    init() throws {
        broker = try KafkaBroker.shared()
        admin = try KafkaAdmin(properties: broker.properties)
    }

    @Test func `a group that nobody knows is dead and without members`() throws {
        let unknown = try admin.describeGroup("unknown")
        #expect(unknown == GroupDescription(group: "unknown", state: .dead, members: []))
        #expect(unknown.hasNoMembers)
    }

    @Test func `a group with a member is stable, and empty after it has left`() throws {
        let member = try broker.leader("states")
        let stable = try admin.describeGroup("states")
        #expect(stable.state == .stable)
        #expect(stable.members.map(\.clientID) == ["streamgauge"])
        #expect(stable.members.map(\.host) == ["/127.0.0.1"])
        #expect(!stable.hasNoMembers)
        #expect(member.close(withinMilliseconds: 20_000))
        let empty = try admin.describeGroup("states")
        #expect(empty.members.isEmpty)
        #expect(empty.hasNoMembers)
    }

    @Test func `deleting records moves the oldest offset, also into a batch`() throws {
        try broker.createTopic("deleted", partitionCount: 2)
        try broker.writer("deleted").write(texts: (0..<10).map { "\($0)" })
        let first = partition("deleted", 0)
        let second = partition("deleted", 1)
        #expect(try admin.deleteRecords([first: 4, second: 0]) == [first: 4, second: 0])
        let ends = try admin.offsets(of: first)
        #expect(ends == PartitionOffsets(low: 4, lastStable: 10, high: 10))
        #expect(try broker.texts("deleted") == (4..<10).map { "\($0)" })
        #expect(try admin.deleteRecords([first: 2]) == [first: 4], "never back")
        #expect(try admin.deleteRecords([first: 10]) == [first: 10])
        #expect(try broker.texts("deleted").isEmpty)
    }

    @Test func `what cannot be deleted is told with its partition`() throws {
        try broker.createTopic("kept-whole")
        try broker.writer("kept-whole").write(texts: ["x"])
        let behind = #expect(throws: KafkaError.self) {
            try admin.deleteRecords([partition("kept-whole"): 2])
        }
        #expect(behind?.code == .offsetNotThere)
        #expect(behind?.reason.contains("kept-whole[0]") == true)
        #expect(throws: KafkaError.self) {
            try admin.deleteRecords([partition("nowhere"): 2], timeoutMilliseconds: 3_000)
        }
    }

    @Test func `a group without offsets has none`() throws {
        try broker.createTopic("uncommitted-input")
        let stored = try admin.committedOffsets(
            group: "no-such-group",
            partitions: [partition("uncommitted-input")]
        )
        #expect(stored.isEmpty)
    }

    @Test(arguments: [
        KafkaError.Code.coordinatorLoading, .coordinatorNotAvailable, .notCoordinator,
    ])
    func `offsets are asked for again while the coordinator starts or moves`(
        code: KafkaError.Code
    ) throws {
        let cluster = try MockCluster()
        try cluster.createTopic("moving")
        let admin = try KafkaAdmin(properties: ["bootstrap.servers": cluster.bootstrapServers])
        cluster.pushErrors(.offsetFetch, [code, code])
        let stored = try admin.committedOffsets(
            group: "moved",
            partitions: [partition("moving")]
        )
        #expect(stored.isEmpty)
    }

    @Test func `a partition that does not exist has no ends`() throws {
        try broker.createTopic("ends")
        let error = #expect(throws: KafkaError.self) {
            try admin.offsets(of: partition("ends", 7), timeoutMilliseconds: 3_000)
        }
        #expect(error?.reason.contains("ends[7]") == true)
    }
}
