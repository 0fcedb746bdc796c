// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLText

@testable import Settings

struct KafkaValidationTests {
    @Test(arguments: [
        ("group.id: shop", "name the group by `application`"),
        ("group.instance.id: a", "a member would keep its seat"),
        ("transactional.id: shop", "name the application by `application`"),
        ("transaction.timeout.ms: 1000", "commits have a time of their own"),
        ("session.timeout.ms: 6000", "set `state.session`"),
        ("heartbeat.interval.ms: 6000", "set `state.session`"),
        ("max.poll.interval.ms: 6000", "set `state.session`"),
        ("auto.offset.reset: earliest", "say by `start` where reading begins"),
        ("enable.partition.eof: false", "idle partitions are known by their ends"),
        ("enable.auto.commit: True", "offsets are part of the stored state"),
        ("enable.idempotence: false", "records would be written twice"),
        ("isolation.level: read_uncommitted", "that were given up would be counted"),
        ("acks: 1", "must survive a broker"),
        ("partitioner: random", "where Kafka's Java producer places them"),
    ])
    func `a property that the program sets is refused with what to set instead`(
        property: String,
        hint: String
    ) throws {
        let name = try #require(property.split(separator: ":").first)
        let errors = faults("kafka:\n  \(property)\n")
        #expect(errors.count == 1)
        let start = "f.yaml:2:\(name.utf8.count + 5): the program sets `kafka.\(name)` by itself; "
        #expect(errors.first?.hasPrefix(start) == true, "\(errors)")
        #expect(errors.first?.contains(hint) == true, "\(errors)")
    }

    @Test(arguments: [
        "enable.partition.eof: true", "enable.auto.commit: FALSE", "acks: all", "acks: -1",
        "isolation.level: read_committed", "enable.idempotence: true", "client.id: shop",
        "linger.ms: 20", "message.timeout.ms: 9000", "message.max.bytes: 1000000",
        "message.max.bytes: 4000000", "check.crcs: false",
    ])
    func `what says the same as the program, and what it leaves open, is taken`(
        property: String
    ) throws {
        #expect(try offline("kafka: {\(property)}").kafka.count == 1)
    }

    @Test func `a client that could not write a record of ours is refused`() {
        #expect(
            faults("kafka: {message.max.bytes: 999999}") == [
                "f.yaml:1:28: `kafka.message.max.bytes` must be 1000000 or more, not 999999: records "
                    + "of the state and of `rejected.topic` can be as large; raise or remove it"
            ]
        )
    }
}
