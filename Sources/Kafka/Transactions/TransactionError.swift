// SPDX-License-Identifier: Apache-2.0

/// Why a call of a transactional producer failed, and what must be done about it.
///
/// The kind alone says what to do next; the cause says what happened, for people.
public struct TransactionError: Error, Hashable, Sendable {
    /// What must be done.
    public enum Kind: Hashable, Sendable {
        /// Another producer with the same transactional id took over, or the broker ended a
        /// transaction that lasted too long (to the library both look alike): this one is lost. Make
        /// a new one only where it is known that no other instance is to go on.
        case fenced
        /// This producer is lost: let go of it, make a new one and initialize that.
        case fatal
        /// This transaction cannot be committed: abort it, then it may be tried again in a new one.
        case abortable
        /// Nothing is decided yet: make the same call again with the same arguments.
        case retriable
        /// The transaction may have been committed, may have been aborted, or may still be: this
        /// producer is lost. Make a new one, initialize it, and read back what was committed.
        case outcomeUnknown
    }

    /// The call that failed.
    public enum Call: String, Hashable, Sendable {
        /// `initTransactions`.
        case initTransactions
        /// `begin`.
        case begin
        /// `enqueue`.
        case enqueue
        /// `sendOffsets`.
        case sendOffsets
        /// `commit`.
        case commit
        /// `abort`.
        case abort

        /// Whether it decides the transaction.
        var isEnd: Bool { self == .commit || self == .abort }
    }

    /// What must be done.
    public let kind: Kind
    /// The call that failed.
    public let call: Call
    /// What happened.
    public let cause: KafkaError

    /// Makes an error.
    public init(kind: Kind, call: Call, cause: KafkaError) {
        self.kind = kind
        self.call = call
        self.cause = cause
    }

    /// Whether the producer can do nothing more: every further call throws this error at once.
    ///
    /// When it came from a commit, what was committed must be read back in any case.
    public var isProducerLost: Bool {
        switch kind {
        case .fenced, .fatal, .outcomeUnknown: true
        case .abortable, .retriable: false
        }
    }
}

extension TransactionError: CustomStringConvertible {
    /// The call, what must be done, and the cause.
    public var description: String { "\(call.rawValue), \(kind): \(cause)" }
}
