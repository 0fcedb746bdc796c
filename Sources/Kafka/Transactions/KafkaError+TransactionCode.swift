// SPDX-License-Identifier: Apache-2.0

/// Kinds that concern transactions and groups.
extension KafkaError.Code {
    /// The broker does not say what went wrong.
    public static let unknownServerError = Self(rawValue: -1)
    /// The request waited in the client until its time was over.
    public static let timedOutInQueue = Self(rawValue: -166)
    /// The client had a fatal error before; `fatalError` tells which.
    public static let fatal = Self(rawValue: -150)
    /// Records of the transaction were not delivered.
    public static let recordsMissing = Self(rawValue: -149)
    /// The broker gave up waiting for others.
    public static let requestTimedOut = Self(rawValue: 7)
    /// The coordinator reads its state at the moment.
    public static let coordinatorLoading = Self(rawValue: 14)
    /// The coordinator is not there at the moment.
    public static let coordinatorNotAvailable = Self(rawValue: 15)
    /// Another broker is the coordinator now.
    public static let notCoordinator = Self(rawValue: 16)
    /// The group has moved on to another generation.
    public static let illegalGeneration = Self(rawValue: 22)
    /// The group does not have this member, or not any more.
    public static let unknownMember = Self(rawValue: 25)
    /// A newer producer has the transactional id, or the transaction timed out on the broker.
    public static let invalidProducerEpoch = Self(rawValue: 47)
    /// The call does not fit the transaction's state on the broker.
    public static let invalidTransactionState = Self(rawValue: 48)
    /// The broker does not know the producer's number any more.
    public static let invalidProducerIDMapping = Self(rawValue: 49)
    /// `transaction.timeout.ms` is above the broker's `transaction.max.timeout.ms`.
    public static let invalidTransactionTimeout = Self(rawValue: 50)
    /// The previous transaction is being completed at the moment.
    public static let concurrentTransactions = Self(rawValue: 51)
    /// The broker does not know the producer's number for this partition any more.
    public static let unknownProducerID = Self(rawValue: 59)
    /// There is no such group.
    public static let groupNotFound = Self(rawValue: 69)
    /// An open transaction has sent offsets that are not decided yet.
    public static let unstableOffsets = Self(rawValue: 88)
    /// A newer producer has the transactional id.
    public static let producerFenced = Self(rawValue: 90)

    /// Whether the coordinator is starting or has moved, so that it is worth asking again.
    var isAboutCoordinator: Bool {
        [.coordinatorLoading, .coordinatorNotAvailable, .notCoordinator].contains(self)
    }
}
