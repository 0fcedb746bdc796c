// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Pipeline
import TestSupport
import Testing

@testable import Pipeline
@testable import streamgauge

/// What becomes of batches while requests of their transactions fail, on a cluster in this process,
/// which fails as it is told to but hides nothing that was aborted.
@Suite(.timeLimit(.minutes(3)))
struct TransactionalCommitOutputTests {
    typealias Request = MockCluster.Request

    /// Requests that fail once each.
    struct Fault: Sendable, CustomTestStringConvertible {
        var errors: [(request: Request, code: KafkaError.Code)]
        /// Whether that must end the daemon.
        var isHopeless = false

        var testDescription: String {
            errors.map { "request \($0.request.rawValue): code \($0.code.rawValue)" }
                .joined(separator: ", then ")
        }

        init(_ request: Request, _ code: KafkaError.Code, isHopeless: Bool = false) {
            errors = [(request, code)]
            self.isHopeless = isHopeless
        }

        /// A request fails while an unknown outcome is found out about.
        init(afterUnknown request: Request, _ code: KafkaError.Code, isHopeless: Bool = false) {
            errors = [(.endTransaction, .unknownServerError), (request, code)]
            self.isHopeless = isHopeless
        }
    }

    private static let passing: [KafkaError.Code] = [
        .coordinatorLoading, .notCoordinator, .concurrentTransactions, .connectionFailed,
    ]

    private static let transaction: [Request] = [
        .addPartitionsToTransaction, .addOffsetsToTransaction, .transactionalOffsetCommit,
        .endTransaction,
    ]

    static let faults: [Fault] =
        transaction.flatMap { request in
            passing.map { Fault(request, $0) } + [
                Fault(request, .invalidProducerEpoch, isHopeless: true),
                Fault(request, .producerFenced, isHopeless: true),
                Fault(request, .invalidTransactionState),
                Fault(request, .invalidProducerIDMapping),
            ]
        } + [
            Fault(.produce, .requestTimedOut), Fault(.produce, .connectionFailed),
            Fault(.produce, .invalidTransactionState), Fault(.produce, .unknownProducerID),
            Fault(.produce, .invalidProducerEpoch, isHopeless: true),
            Fault(.produce, .topicAuthorizationFailed, isHopeless: true),
            Fault(.produce, .recordTooLarge, isHopeless: true),
            Fault(.addOffsetsToTransaction, .groupAuthorizationFailed, isHopeless: true),
            Fault(.transactionalOffsetCommit, .unknownMember),
            Fault(.transactionalOffsetCommit, .illegalGeneration),
            Fault(.endTransaction, .unknownServerError), Fault(.endTransaction, .requestTimedOut),
            Fault(.findCoordinator, .notCoordinator), Fault(.metadata, .connectionFailed),
        ] + passing.map { Fault(afterUnknown: .initProducerID, $0) } + [
            Fault(afterUnknown: .initProducerID, .unknownServerError),
            Fault(afterUnknown: .fetch, .connectionFailed),
            Fault(afterUnknown: .listOffsets, .connectionFailed),
            Fault(afterUnknown: .metadata, .connectionFailed),
            Fault(afterUnknown: .findCoordinator, .connectionFailed),
        ]

    @Test(arguments: faults)
    func `a request that fails neither loses nor changes a value, or ends the daemon`(
        fault: Fault
    ) throws {
        let bench = try TransactionBench()
        for (request, code) in fault.errors { bench.mock.pushErrors(request, [code]) }
        bench.start()
        defer { bench.stop() }
        #expect(bench.await { bench.engine.hasFailed || bench.isDone })
        #expect(bench.engine.hasFailed == fault.isHopeless)
        // Counted first: commits go on while the log is read.
        let committed = bench.engine.port.committedCount
        let (values, log) = (try bench.finals(), try bench.log())
        if !fault.isHopeless {
            #expect(log.stored?.header.sequence ?? 0 >= committed)
            #expect(!values.isEmpty)
        }
        #expect(values.allSatisfy { $0 == 3 }, "\(values)")
        #expect(log.damagedCount == 0)
    }

    @Test func `a slow leader ends where another one has committed meanwhile`() throws {
        let bench = try TransactionBench(resendMilliseconds: 20)
        // So slow that each end of a transaction may have been asked for twice: producers are replaced.
        bench.mock.setRoundTripTime(milliseconds: 30)
        bench.start()
        defer { bench.stop() }
        #expect(bench.await { bench.isDone })
        #expect(!bench.engine.hasFailed)
        // This cluster fences nobody, so that what is on its way may come behind the other's commit.
        let successor = try bench.successor(generation: 2)
        #expect(
            bench.await {
                successor()
                return bench.engine.hasFailed
            }
        )
        #expect(try bench.log().newest?.generation == 2)
        #expect(try bench.finals() == [3])
    }
}
