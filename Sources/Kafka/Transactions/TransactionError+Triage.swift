// SPDX-License-Identifier: Apache-2.0

/// What the library says of a failed call of the transactional producer.
struct TransactionFailure: Error, Hashable, Sendable {
    let error: KafkaError
    /// The library's own marks, beside the one of being fatal, which the error carries.
    var requiresAbort = false
    var isRetriable = false
}

extension TransactionError {
    /// Decides what must be done, in the order that the library's own documentation gives: fatal,
    /// abortable, retriable, and none of the three is fatal.
    ///
    /// Two things are added. Being fenced is final, also where the library offers an abort, which
    /// the broker would refuse. And the library calls a commit without an answer
    /// abortable or retriable, but the broker may have it. Without a protocol that numbers
    /// transactions (KIP-890, which the library lacks) a late request could even decide a later
    /// transaction. So a commit or an abort without an answer is the end of its producer.
    ///
    /// - Parameters:
    ///   - failure: what the library says.
    ///   - call: the call that failed.
    ///   - fatal: the error that ended the producer for good, if one did.
    ///   - wasAsked: whether a commit or an abort was called before and ended as retriable.
    init(
        _ failure: TransactionFailure,
        call: Call,
        fatal: KafkaError? = nil,
        wasAsked: Bool = false
    ) {
        let error = failure.error
        if error.isFatal || fatal != nil {
            // Later calls only say that there was a fatal error: the first one tells what it was.
            let first = fatal ?? error
            let isFenced = first.code.isFencing || error.code.isFencing
            self.init(kind: isFenced ? .fenced : .fatal, call: call, cause: first)
            return
        }
        if error.code.isFencing {
            self.init(kind: .fenced, call: call, cause: error)
            return
        }
        let isUnanswered = call.isEnd && error.code.leavesRequestOpen
        let kind: Kind
        if failure.requiresAbort {
            // An abort that cannot be had is settled by the next producer.
            kind = isUnanswered || call == .abort ? .outcomeUnknown : .abortable
        } else if failure.isRetriable {
            kind = isUnanswered ? .outcomeUnknown : .retriable
        } else {
            // Asked again, the library may not know the way back: what was asked first stays open.
            kind = isUnanswered || wasAsked ? .outcomeUnknown : .fatal
        }
        self.init(kind: kind, call: call, cause: error)
    }
}

extension KafkaError.Code {
    /// Whether it says that another producer with the same transactional id took over.
    var isFencing: Bool { self == .fenced || self == .producerFenced }

    /// Whether a request may have been carried out although it failed so.
    var leavesRequestOpen: Bool {
        switch self {
        case .timedOut, .timedOutInQueue, .connectionFailed, .allBrokersDown, .requestTimedOut,
            .unknownServerError:
            true
        default:
            false
        }
    }

    /// Whether it is about one of the topics that a transaction touches.
    var concernsTopic: Bool {
        switch self {
        case .unknownTopic, .unknownLocalTopic, .unknownPartition, .leaderNotAvailable,
            .topicAuthorizationFailed, .recordTooLarge, .recordListTooLarge, .deliveryTimedOut:
            true
        default:
            false
        }
    }
}
