// SPDX-License-Identifier: Apache-2.0

extension KafkaError {
    /// The kind of a failure; new kinds may come, so compare and do not switch exhaustively.
    ///
    /// Numbers above 0 are those of the Kafka protocol; numbers below 0 arise in the client.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The number.
        public let rawValue: Int32

        /// Takes any number, known or not.
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }
    }
}

/// Kinds that arise in the client.
extension KafkaError.Code {
    /// A batch of records is damaged, or larger than can be read.
    public static let unreadable = Self(rawValue: -199)
    /// A connection broke or could not be made.
    public static let connectionFailed = Self(rawValue: -195)
    /// A broker's host name is unknown.
    public static let unresolvedHost = Self(rawValue: -193)
    /// A record was not acknowledged within `message.timeout.ms`.
    public static let deliveryTimedOut = Self(rawValue: -192)
    /// The partition does not exist.
    public static let unknownPartition = Self(rawValue: -190)
    /// The topic does not exist, as far as the client knows.
    public static let unknownLocalTopic = Self(rawValue: -188)
    /// No broker can be reached.
    public static let allBrokersDown = Self(rawValue: -187)
    /// An argument or a property is wrong.
    public static let invalidArgument = Self(rawValue: -186)
    /// The answer did not come in time.
    public static let timedOut = Self(rawValue: -185)
    /// The producer's queue is full.
    public static let queueFull = Self(rawValue: -184)
    /// The TLS connection failed.
    public static let tlsFailed = Self(rawValue: -181)
    /// The call does not fit the client's state, such as after closing.
    public static let wrongState = Self(rawValue: -172)
    /// The credentials were refused, or the mechanism cannot be used.
    public static let authenticationFailed = Self(rawValue: -169)
    /// The offset to go on from is not there any more.
    public static let offsetOutOfRange = Self(rawValue: -140)
    /// The record was discarded from the queue before it was sent.
    public static let purged = Self(rawValue: -152)
    /// A newer client with the same transactional id took over.
    public static let fenced = Self(rawValue: -144)
}

/// Kinds that a broker reports.
extension KafkaError.Code {
    /// The partition does not have this offset.
    public static let offsetNotThere = Self(rawValue: 1)
    /// The topic or the partition does not exist.
    public static let unknownTopic = Self(rawValue: 3)
    /// The partition has no leader at the moment.
    public static let leaderNotAvailable = Self(rawValue: 5)
    /// The record is larger than the topic or the client allows.
    public static let recordTooLarge = Self(rawValue: 10)
    /// The topic's name is not allowed.
    public static let invalidTopic = Self(rawValue: 17)
    /// The batch of records is larger than the broker allows.
    public static let recordListTooLarge = Self(rawValue: 18)
    /// The group's brokers do not allow a session of this length.
    public static let invalidSessionTimeout = Self(rawValue: 26)
    /// The user may not do this with the topic.
    public static let topicAuthorizationFailed = Self(rawValue: 29)
    /// The user may not do this with the consumer group.
    public static let groupAuthorizationFailed = Self(rawValue: 30)
    /// The user may not do this in the cluster.
    public static let clusterAuthorizationFailed = Self(rawValue: 31)
    /// The broker does not offer this SASL mechanism.
    public static let unsupportedMechanism = Self(rawValue: 33)
    /// The topic exists already.
    public static let topicAlreadyExists = Self(rawValue: 36)
    /// The number of partitions is not allowed.
    public static let invalidPartitionCount = Self(rawValue: 37)
    /// There are not enough brokers for this number of replicas.
    public static let invalidReplicationFactor = Self(rawValue: 38)
    /// A topic setting is wrong.
    public static let invalidConfiguration = Self(rawValue: 40)
    /// The broker's policy refuses the request.
    public static let policyViolation = Self(rawValue: 44)
    /// The user may not use this transactional id.
    public static let transactionalIDAuthorizationFailed = Self(rawValue: 53)
    /// The broker refused the credentials.
    public static let credentialsRefused = Self(rawValue: 58)
}

extension KafkaError.Code {
    /// Whether failures of this kind pass without anybody's doing.
    ///
    /// Protocol numbers marked retriable in Kafka's own list of errors, and broken connections.
    var isUsuallyTransient: Bool {
        switch rawValue {
        case -195, -193, -187, -185, -184, -180, -153: true
        case 5, 6, 7, 8, 9, 13, 14, 15, 16, 19, 20, 41, 51, 56, 72, 78, 88, 89: true
        default: false
        }
    }

    /// Whether a person must mend settings, rights or certificates before it can work.
    ///
    /// Such a failure is worth more in a message than "no broker can be reached", which follows it.
    public var needsAttention: Bool {
        switch self {
        case .authenticationFailed, .credentialsRefused, .unsupportedMechanism, .tlsFailed,
            .topicAuthorizationFailed, .groupAuthorizationFailed, .clusterAuthorizationFailed,
            .transactionalIDAuthorizationFailed:
            true
        default:
            false
        }
    }
}
