// SPDX-License-Identifier: Apache-2.0

import Kafka
import Testing

@testable import Sinks

struct TopicErrorTests {
    private let plan = TopicPlan.early("e")
    private let command =
        "kafka-topics.sh --bootstrap-server a:1 --create --topic e --config cleanup.policy=delete "
        + "--config retention.ms=3600000 --config segment.ms=600000"

    @Test func `a missing topic is told with the command that makes it`() {
        let error = TopicError.missing(plan, bootstrapServers: "a:1")
        #expect(error.topic == "e")
        #expect(error.isMissing)
        #expect(!error.isRetriable)
        #expect(
            error.description
                == "topic e is missing: create it with `\(command)`, or set output.create to true"
        )
    }

    @Test func `what cannot be created is told with its cause`() {
        let cause = KafkaError(code: .policyViolation, reason: "no")
        let error = TopicError.notCreated(plan, bootstrapServers: "a:1", cause: cause)
        #expect(!error.isMissing)
        #expect(!error.isRetriable)
        #expect(
            error.description
                == "topic e is missing and cannot be created: no; or let it be created with "
                + "`\(command)`"
        )
    }

    @Test func `what may pass can be tried again`() {
        let down = KafkaError(code: .allBrokersDown, reason: "down")
        #expect(TopicError.unreachable(plan, cause: down).isRetriable)
        #expect(
            TopicError.unreachable(plan, cause: down).description
                == "topic e cannot be checked: down"
        )
        #expect(TopicError.notKnownYet(plan).isRetriable)
    }
}
