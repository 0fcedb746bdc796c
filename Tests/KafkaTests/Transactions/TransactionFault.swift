// SPDX-License-Identifier: Apache-2.0

import Kafka
import Testing

/// A transaction with one kind of request that fails, and how that must end.
struct TransactionFault: Sendable, CustomTestStringConvertible {
    typealias Kind = TransactionError.Kind

    var request: MockCluster.Request
    var code: KafkaError.Code
    /// How often it fails: once, or longer than anybody waits.
    var times = 1
    /// Whether offsets are sent beside the record.
    var sendsOffsets = false
    /// Whether the transaction is aborted, not committed.
    var isAborted = false
    /// Nil: nobody sees the failure.
    var kind: Kind?

    var testDescription: String {
        "request \(request.rawValue), code \(code.rawValue), \(times) times"
    }

    /// Everything that the library must cope with itself, or tell as what it is.
    static let all: [Self] =
        passing + beginning + producing + sendingOffsets + ending

    private static let transient: [KafkaError.Code] = [
        .coordinatorLoading, .notCoordinator, .concurrentTransactions, .connectionFailed,
    ]

    private static let passing: [Self] = transient.flatMap { code in
        [
            Self(request: .initProducerID, code: code),
            Self(request: .addPartitionsToTransaction, code: code),
            Self(request: .addOffsetsToTransaction, code: code, sendsOffsets: true),
            Self(request: .transactionalOffsetCommit, code: code, sendsOffsets: true),
            Self(request: .endTransaction, code: code),
            Self(request: .endTransaction, code: code, isAborted: true),
        ]
    }

    private static let beginning: [Self] = [
        Self(request: .initProducerID, code: .coordinatorLoading, times: 100, kind: .retriable),
        Self(request: .initProducerID, code: .connectionFailed, times: 100, kind: .retriable),
        Self(request: .initProducerID, code: .invalidProducerEpoch, kind: .fenced),
        Self(request: .initProducerID, code: .producerFenced, kind: .fenced),
        Self(request: .initProducerID, code: .invalidTransactionTimeout, kind: .fatal),
        Self(request: .initProducerID, code: .transactionalIDAuthorizationFailed, kind: .fatal),
    ]

    private static let producing: [Self] = [
        Self(request: .addPartitionsToTransaction, code: .invalidProducerEpoch, kind: .fenced),
        Self(request: .addPartitionsToTransaction, code: .producerFenced, kind: .fenced),
        Self(request: .addPartitionsToTransaction, code: .invalidTransactionState, kind: .fatal),
        Self(
            request: .addPartitionsToTransaction,
            code: .invalidProducerIDMapping,
            kind: .abortable
        ),
        Self(
            request: .addPartitionsToTransaction,
            code: .notCoordinator,
            times: 100,
            kind: .outcomeUnknown
        ),
        Self(request: .produce, code: .requestTimedOut),
        Self(request: .produce, code: .connectionFailed),
        Self(request: .produce, code: .invalidProducerEpoch, kind: .fenced),
        Self(request: .produce, code: .producerFenced, kind: .fenced),
        Self(request: .produce, code: .invalidTransactionState, kind: .abortable),
        Self(request: .produce, code: .unknownProducerID, kind: .abortable),
        Self(request: .produce, code: .topicAuthorizationFailed, kind: .abortable),
        Self(request: .produce, code: .recordTooLarge, kind: .abortable),
    ]

    private static let sendingOffsets: [Self] = [
        (.addOffsetsToTransaction, .invalidProducerEpoch, 1, Kind.fenced),
        (.addOffsetsToTransaction, .producerFenced, 1, .fenced),
        (.addOffsetsToTransaction, .invalidTransactionState, 1, .fatal),
        (.addOffsetsToTransaction, .invalidProducerIDMapping, 1, .abortable),
        (.addOffsetsToTransaction, .groupAuthorizationFailed, 1, .abortable),
        (.addOffsetsToTransaction, .connectionFailed, 100, .retriable),
        (.transactionalOffsetCommit, .invalidProducerEpoch, 1, .fenced),
        (.transactionalOffsetCommit, .producerFenced, 1, .fenced),
        (.transactionalOffsetCommit, .invalidTransactionState, 1, .fatal),
        (.transactionalOffsetCommit, .unknownMember, 1, .abortable),
        (.transactionalOffsetCommit, .illegalGeneration, 1, .abortable),
        (.transactionalOffsetCommit, .coordinatorLoading, 100, .abortable),
    ].map { request, code, times, kind in
        Self(request: request, code: code, times: times, sendsOffsets: true, kind: kind)
    }

    private static let ending: [Self] =
        [
            (.invalidProducerEpoch, 1, Kind.fenced), (.producerFenced, 1, .fenced),
            (.invalidTransactionState, 1, .fatal), (.requestTimedOut, 1, .outcomeUnknown),
            (.unknownServerError, 1, .outcomeUnknown), (.notCoordinator, 100, .outcomeUnknown),
        ].flatMap { code, times, kind in
            [false, true].map { isAborted in
                Self(
                    request: .endTransaction,
                    code: code,
                    times: times,
                    isAborted: isAborted,
                    kind: kind
                )
            }
        } + [
            // An abort mends it by itself: it asks for a new number.
            Self(request: .endTransaction, code: .invalidProducerIDMapping, kind: .abortable),
            Self(request: .endTransaction, code: .invalidProducerIDMapping, isAborted: true),
        ]
}
