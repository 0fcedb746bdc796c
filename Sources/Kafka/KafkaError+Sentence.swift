// SPDX-License-Identifier: Apache-2.0

extension KafkaError {
    /// Says in one sentence what failed, where, and what to do.
    static func sentence(code: Code, subject: String?, detail: String) -> String {
        let about = subject ?? "Kafka"
        let words = connectionWords(code) ?? topicWords(code, about: about) ?? otherWords(code)
        guard let words else {
            let said = detail.isEmpty ? "error \(code.rawValue)" : detail
            return subject.map { "\($0): \(said)" } ?? said
        }
        return detail.isEmpty ? words : "\(words) (\(detail))"
    }

    private static func connectionWords(_ code: Code) -> String? {
        switch code {
        case .allBrokersDown:
            "no broker can be reached: check bootstrap.servers, the network and the brokers"
        case .connectionFailed:
            "the connection to a broker failed: check bootstrap.servers and security.protocol"
        case .unresolvedHost:
            "a broker's host name is unknown: check bootstrap.servers and the name service"
        case .authenticationFailed, .credentialsRefused:
            "the broker refused the credentials: "
                + "check sasl.mechanism, sasl.username and sasl.password"
        case .unsupportedMechanism:
            "the broker does not offer this SASL mechanism: set sasl.mechanism to one it offers"
        case .tlsFailed:
            "the TLS connection failed: check security.protocol, ssl.ca.location and the names "
                + "in the broker's certificate"
        case .timedOut:
            "the broker did not answer in time: check that it is up, or allow more time"
        default:
            nil
        }
    }

    private static func topicWords(_ code: Code, about: String) -> String? {
        switch code {
        case .unknownTopic, .unknownLocalTopic:
            "\(about) does not exist: create it or correct its name"
        case .unknownPartition:
            "\(about) does not exist: the topic has fewer partitions"
        case .leaderNotAvailable:
            "\(about) has no leader at the moment: it comes back with its broker"
        case .invalidTopic:
            "\(about) has a name that Kafka does not allow: "
                + "use up to 249 letters, digits, dots, dashes and underscores"
        case .topicAuthorizationFailed:
            "no right to \(about): allow this user to describe it and to read or write it"
        case .topicAlreadyExists:
            "\(about) exists already"
        case .offsetOutOfRange:
            "the next records of \(about) are not on the broker any more: they were deleted "
                + "before they were read, choose a new start"
        case .unreadable:
            "a batch of records of \(about) cannot be read: its bytes are damaged, or it is larger than "
                + "256 MiB when it is decompressed"
        case .recordTooLarge, .recordListTooLarge:
            "a record for \(about) is too large: raise message.max.bytes here and "
                + "max.message.bytes of the topic, or make the record smaller"
        case .deliveryTimedOut:
            "a record for \(about) was not acknowledged in time: check the brokers, or raise "
                + "message.timeout.ms"
        case .invalidReplicationFactor:
            "\(about) cannot have this many replicas: there are not enough brokers"
        case .invalidPartitionCount:
            "\(about) cannot have this number of partitions: it is below 1 or not above the "
                + "present one"
        case .invalidConfiguration:
            "\(about) has a wrong setting: correct its name or value"
        default:
            nil
        }
    }

    private static func otherWords(_ code: Code) -> String? {
        switch code {
        case .groupAuthorizationFailed:
            "no right to the consumer group: allow this user to read group.id"
        case .clusterAuthorizationFailed:
            "no right to the cluster: allow this user idempotent writes and what else it does"
        case .transactionalIDAuthorizationFailed:
            "no right to the transactional id: allow this user to write it"
        case .policyViolation:
            "the broker's policy refuses this: ask who runs it"
        case .queueFull:
            "the producer's queue is full: poll, or send less"
        case .purged:
            "the record was discarded before it was sent: the producer was stopped"
        case .fenced, .producerFenced:
            "another instance with the same transactional id took over: stop this one, unless "
                + "only a transaction lasted too long"
        case .unknownMember, .illegalGeneration:
            "the group goes on without this member: it has left, was silent for too long, or "
                + "another one took over"
        case .invalidTransactionTimeout:
            "the broker does not allow so long a transaction: raise its transaction.max.timeout.ms "
                + "to 15000 or more"
        case .unstableOffsets:
            "a transaction that has sent offsets is still open: ask again later"
        case .wrongState:
            "the client does not allow this now: it is closed or not ready"
        default:
            nil
        }
    }
}
