// SPDX-License-Identifier: Apache-2.0

import Kafka
import TestSupport

extension KafkaBroker {
    /// A member of a group with its own topic, which exists.
    func member(_ group: String) throws -> GroupMembership {
        try GroupMembership(
            properties: properties,
            group: group,
            topic: "\(group)-leader",
            sessionTimeoutMilliseconds: 6_000
        )
    }

    /// A member that owns the partition of a topic made for it.
    func leader(_ group: String) throws -> GroupMembership {
        try createTopic("\(group)-leader")
        let member = try member(group)
        member.poll { member.isOwner }
        return member
    }
}

extension GroupMembership {
    /// Polls until the condition holds; a minute at most.
    @discardableResult
    func poll(until condition: () -> Bool) -> Bool {
        let deadline = ContinuousClock.now + .seconds(60)
        while !condition(), ContinuousClock.now < deadline { poll(timeoutMilliseconds: 20) }
        return condition()
    }
}
