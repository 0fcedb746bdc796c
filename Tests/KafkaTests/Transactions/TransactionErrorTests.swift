// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kafka

struct TransactionErrorTests {
    /// What the library marks, and what is to be done.
    struct Case: Sendable {
        var code: KafkaError.Code
        var isFatal = false
        var requiresAbort = false
        var isRetriable = false
        var call = TransactionError.Call.sendOffsets
        var wasAsked = false
        var kind: TransactionError.Kind
    }

    private static let cases: [Case] = [
        Case(code: .invalidTransactionState, isFatal: true, requiresAbort: true, kind: .fatal),
        Case(code: .fenced, isFatal: true, kind: .fenced),
        Case(code: .fenced, requiresAbort: true, kind: .fenced),
        Case(code: .producerFenced, requiresAbort: true, isRetriable: true, kind: .fenced),
        Case(code: .unknownMember, requiresAbort: true, isRetriable: true, kind: .abortable),
        Case(code: .timedOut, requiresAbort: true, kind: .abortable),
        Case(code: .timedOut, requiresAbort: true, call: .commit, kind: .outcomeUnknown),
        Case(code: .recordsMissing, requiresAbort: true, call: .commit, kind: .abortable),
        Case(code: .unknownProducerID, requiresAbort: true, call: .abort, kind: .outcomeUnknown),
        Case(code: .connectionFailed, isRetriable: true, kind: .retriable),
        Case(code: .connectionFailed, isRetriable: true, call: .commit, kind: .outcomeUnknown),
        Case(code: .timedOut, isRetriable: true, call: .abort, kind: .outcomeUnknown),
        Case(code: .timedOut, isRetriable: true, call: .initTransactions, kind: .retriable),
        Case(code: .coordinatorLoading, isRetriable: true, call: .commit, kind: .retriable),
        Case(code: .wrongState, call: .commit, kind: .fatal),
        Case(code: .wrongState, call: .commit, wasAsked: true, kind: .outcomeUnknown),
        Case(code: .requestTimedOut, call: .commit, kind: .outcomeUnknown),
        Case(code: .timedOut, call: .begin, kind: .fatal),
    ]

    @Test(arguments: cases)
    func `fatal comes before abortable, abortable before retriable, and nothing is fatal`(
        given: Case
    ) {
        let cause = KafkaError(
            code: given.code,
            subject: "transaction",
            detail: "",
            isFatal: given.isFatal
        )
        let failure = TransactionFailure(
            error: cause,
            requiresAbort: given.requiresAbort,
            isRetriable: given.isRetriable
        )
        let error = TransactionError(failure, call: given.call, wasAsked: given.wasAsked)
        #expect(error.kind == given.kind)
        #expect(error.call == given.call)
        #expect(error.cause == cause)
    }

    @Test func `the first fatal error counts, not the one that only points to it`() {
        let first = KafkaError(code: .fenced, subject: nil, detail: "", isFatal: true)
        let later = KafkaError(code: .fatal, subject: nil, detail: "", isFatal: true)
        let error = TransactionError(
            TransactionFailure(error: later),
            call: .begin,
            fatal: first
        )
        #expect(error.kind == .fenced)
        #expect(error.cause == first)
        #expect(error.isProducerLost)
    }

    @Test func `a sentence names the call, what to do, and the cause`() {
        let cause = KafkaError(code: .fenced, subject: nil, detail: "", isFatal: true)
        let error = TransactionError(kind: .fenced, call: .commit, cause: cause)
        #expect("\(error)" == "commit, fenced: \(cause.reason)")
    }

    @Test(arguments: [
        (TransactionError.Kind.fenced, true), (.fatal, true), (.outcomeUnknown, true),
        (.abortable, false), (.retriable, false),
    ])
    func `what can be gone on with is told`(kind: TransactionError.Kind, isLost: Bool) {
        let cause = KafkaError(code: .timedOut, subject: nil, detail: "")
        #expect(TransactionError(kind: kind, call: .abort, cause: cause).isProducerLost == isLost)
    }
}
