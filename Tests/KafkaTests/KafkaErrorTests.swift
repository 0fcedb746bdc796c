// SPDX-License-Identifier: Apache-2.0

import Kafka
import Testing

struct KafkaErrorTests {
    /// Our names and those of the protocol; an underscore marks kinds that arise in the client.
    @Test(arguments: [
        (KafkaError.Code.connectionFailed, "_TRANSPORT"), (.unresolvedHost, "_RESOLVE"),
        (.deliveryTimedOut, "_MSG_TIMED_OUT"), (.unknownPartition, "_UNKNOWN_PARTITION"),
        (.unknownLocalTopic, "_UNKNOWN_TOPIC"), (.allBrokersDown, "_ALL_BROKERS_DOWN"),
        (.invalidArgument, "_INVALID_ARG"), (.timedOut, "_TIMED_OUT"), (.queueFull, "_QUEUE_FULL"),
        (.tlsFailed, "_SSL"), (.wrongState, "_STATE"), (.authenticationFailed, "_AUTHENTICATION"),
        (.offsetOutOfRange, "_AUTO_OFFSET_RESET"), (.purged, "_PURGE_QUEUE"), (.fenced, "_FENCED"),
        (.unknownTopic, "UNKNOWN_TOPIC_OR_PART"), (.leaderNotAvailable, "LEADER_NOT_AVAILABLE"),
        (.recordTooLarge, "MSG_SIZE_TOO_LARGE"), (.invalidTopic, "TOPIC_EXCEPTION"),
        (.recordListTooLarge, "RECORD_LIST_TOO_LARGE"),
        (.topicAuthorizationFailed, "TOPIC_AUTHORIZATION_FAILED"),
        (.groupAuthorizationFailed, "GROUP_AUTHORIZATION_FAILED"),
        (.clusterAuthorizationFailed, "CLUSTER_AUTHORIZATION_FAILED"),
        (.unsupportedMechanism, "UNSUPPORTED_SASL_MECHANISM"),
        (.topicAlreadyExists, "TOPIC_ALREADY_EXISTS"),
        (.invalidPartitionCount, "INVALID_PARTITIONS"),
        (.invalidReplicationFactor, "INVALID_REPLICATION_FACTOR"),
        (.invalidConfiguration, "INVALID_CONFIG"), (.policyViolation, "POLICY_VIOLATION"),
        (.transactionalIDAuthorizationFailed, "TRANSACTIONAL_ID_AUTHORIZATION_FAILED"),
        (.credentialsRefused, "SASL_AUTHENTICATION_FAILED"),
    ])
    func `a kind has its number of the protocol`(code: KafkaError.Code, name: String) {
        #expect(code.name == name)
    }

    @Test func `a sentence says what, where and what to do`() {
        let error = KafkaError(code: .unknownTopic, subject: "topic clicks", detail: "")
        #expect("\(error)" == "topic clicks does not exist: create it or correct its name")
        #expect(!error.isRetriable)
    }

    @Test func `words of the broker stand in brackets`() {
        let error = KafkaError(code: .tlsFailed, subject: nil, detail: "broker1: expired")
        #expect(error.reason.hasPrefix("the TLS connection failed: check security.protocol"))
        #expect(error.reason.hasSuffix("(broker1: expired)"))
        #expect(error.code.needsAttention)
    }

    @Test func `an unknown kind says what the broker said`() {
        let code = KafkaError.Code(rawValue: 12_345)
        #expect(KafkaError(code: code, subject: "topic a", detail: "odd").reason == "topic a: odd")
        #expect(KafkaError(code: code, subject: nil, detail: "").reason == "error 12345")
    }

    @Test func `a fatal error is never retriable`() {
        let error = KafkaError(code: .timedOut, subject: nil, detail: "", isFatal: true)
        #expect(error.isFatal && !error.isRetriable)
        #expect(KafkaError(code: .timedOut, subject: nil, detail: "").isRetriable)
    }
}
