// SPDX-License-Identifier: Apache-2.0

import Kafka
import Testing

@testable import Sinks

struct TopicPlanTests {
    @Test func `each kind of topic has its policy and its time`() {
        let finals = TopicPlan.snapshots("finals", partitionCount: 6, replicationFactor: 3).newTopic
        #expect(finals.name == "finals")
        #expect(finals.partitionCount == 6)
        #expect(finals.replicationFactor == 3)
        #expect(
            finals.configuration
                == ["cleanup.policy": "compact,delete", "retention.ms": "2592000000"]
        )
        let early = TopicPlan.early("early").newTopic
        #expect(early.partitionCount == -1)
        #expect(early.replicationFactor == -1)
        #expect(
            early.configuration == [
                "cleanup.policy": "delete", "retention.ms": "3600000", "segment.ms": "600000",
            ]
        )
        #expect(
            TopicPlan.rejected("rejected").newTopic.configuration
                == ["cleanup.policy": "delete", "retention.ms": "604800000"]
        )
        #expect(
            TopicPlan.state("state").newTopic.configuration == [
                "cleanup.policy": "delete", "retention.ms": "-1", "segment.bytes": "67108864",
            ]
        )
    }

    @Test func `the command says what is given and leaves the rest to the broker`() {
        #expect(
            TopicPlan.rejected("kpi-rejected").command(bootstrapServers: "a:9092,b:9092")
                == "kafka-topics.sh --bootstrap-server a:9092,b:9092 --create "
                + "--topic kpi-rejected --config cleanup.policy=delete "
                + "--config retention.ms=604800000"
        )
        #expect(
            TopicPlan.snapshots("s", partitionCount: 6, replicationFactor: 3)
                .command(bootstrapServers: "a:1")
                == "kafka-topics.sh --bootstrap-server a:1 --create --topic s --partitions 6 "
                + "--replication-factor 3 --config cleanup.policy=compact,delete "
                + "--config retention.ms=2592000000"
        )
    }
}
