// SPDX-License-Identifier: Apache-2.0

import Kafka

extension TransactionalProducer {
    /// A producer of the application, initialized: what its predecessor left open is decided.
    static func initialized(
        _ properties: KafkaProperties,
        _ application: String
    ) throws(ProgramError) -> TransactionalProducer {
        let producer: TransactionalProducer
        do throws(KafkaError) {
            producer = try TransactionalProducer(
                properties: properties,
                transactionalID: application
            )
        } catch {
            throw ProgramError(error)
        }
        do throws(TransactionError) {
            let deadline = ContinuousClock.now + .seconds(30)
            try producer.retrying(until: deadline) { () throws(TransactionError) in
                try producer.initTransactions()
            }
            return producer
        } catch {
            let isPassing = error.kind == .retriable || error.kind == .outcomeUnknown
            throw ProgramError(.unavailable, error.cause.reason, isRetriable: isPassing)
        }
    }
}
