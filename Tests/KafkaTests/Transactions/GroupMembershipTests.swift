// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct GroupMembershipTests {
    let broker: KafkaBroker
    let admin: KafkaAdmin

    init() throws {
        broker = try KafkaBroker.shared()
        admin = try KafkaAdmin(properties: broker.properties)
    }

    @Test func `a single member owns the partition until it leaves`() throws {
        try broker.createTopic("alone-leader")
        let member = try broker.member("alone")
        #expect(!member.isOwner)
        #expect(member.metadata() == nil)
        #expect(member.poll { member.isOwner })
        #expect(member.metadata() != nil)
        #expect(try admin.describeGroup("alone").state == .stable)
        #expect(member.close(withinMilliseconds: 20_000))
        #expect(!member.isOwner)
        #expect(member.metadata() == nil)
        // It is gone at once, without waiting for the session's timeout.
        #expect(try admin.describeGroup("alone").hasNoMembers)
        #expect(member.close())
    }

    @Test func `two that join together are settled, and the other one follows a leave`() throws {
        try broker.createTopic("pair-leader")
        let members = [try broker.member("pair"), try broker.member("pair")]
        func poll(until condition: () -> Bool) -> Bool {
            let deadline = ContinuousClock.now + .seconds(30)
            while !condition(), ContinuousClock.now < deadline {
                for member in members { member.poll(timeoutMilliseconds: 10) }
            }
            return condition()
        }
        let isSettled = poll {
            guard let group = try? admin.describeGroup("pair") else { return false }
            return group.state == .stable && group.members.count == 2
                && members.count(where: \.isOwner) == 1
        }
        #expect(isSettled)
        let leader = try #require(members.first { $0.isOwner })
        let other = try #require(members.first { $0 !== leader })
        #expect(leader.close(withinMilliseconds: 20_000))
        #expect(other.poll { other.isOwner })
    }

    @Test func `a member that does not poll keeps what it owns until it does`() throws {
        let leader = try broker.leader("calm")
        let newcomer = try broker.member("calm")
        // The group waits for the leader to give the partition back, which a poll does.
        let deadline = ContinuousClock.now + .seconds(30)
        while try admin.describeGroup("calm").members.count < 2, ContinuousClock.now < deadline {
            newcomer.poll(timeoutMilliseconds: 20)
        }
        let waiting = try admin.describeGroup("calm")
        #expect(waiting.state == .rebalancing)
        #expect(waiting.members.count == 2)
        #expect(leader.isOwner)
        #expect(!newcomer.isOwner)
        #expect(leader.close(withinMilliseconds: 20_000))
        #expect(newcomer.poll { newcomer.isOwner })
        #expect(newcomer.close(withinMilliseconds: 20_000))
    }

    @Test func `a missing topic is told, and nothing is owned`() throws {
        let member = try broker.member("absent")
        var errors: [KafkaError] = []
        #expect(
            member.poll {
                for case .error(let error) in member.takeNotices() { errors.append(error) }
                return errors.contains { $0.code == .unknownTopic }
            }
        )
        #expect(!member.isOwner)
        #expect(member.close(withinMilliseconds: 20_000))
    }

    @Test func `a member that is cut off owns nothing after its session, and joins again`() throws {
        let mock = try MockCluster()
        try mock.createTopic("cut-leader")
        let member = try GroupMembership(
            properties: properties(of: mock),
            group: "cut",
            topic: "cut-leader",
            sessionTimeoutMilliseconds: 6_000
        )
        #expect(member.poll { member.isOwner })
        mock.takeDown()
        #expect(member.poll { !member.isOwner })
        #expect(member.metadata() == nil)
        mock.bringUp()
        #expect(member.poll { member.isOwner })
        #expect(member.close(withinMilliseconds: 20_000))
    }
}
