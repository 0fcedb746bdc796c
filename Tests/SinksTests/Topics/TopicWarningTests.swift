// SPDX-License-Identifier: Apache-2.0

import Kafka
import Sinks
import Testing

struct TopicWarningTests {
    @Test func `a warning says what differs and what follows`() {
        #expect(
            TopicWarning.cleanupPolicy(topic: "t", found: "delete", wanted: "compact,delete")
                .description
                == "topic t has cleanup.policy=delete instead of compact,delete: set it with "
                + "kafka-configs.sh if that is not meant"
        )
        #expect(
            TopicWarning.partitionCount(topic: "t", found: 4, wanted: 6).description
                == "topic t has 4 partitions instead of 6: all 4 are used"
        )
        let cause = KafkaError(code: .timedOut, reason: "no answer")
        #expect(
            TopicWarning.settingsUnknown(topic: "t", cause).description
                == "the settings of topic t could not be checked: no answer"
        )
    }
}
