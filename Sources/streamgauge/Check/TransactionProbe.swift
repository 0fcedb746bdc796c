// SPDX-License-Identifier: Apache-2.0

import Kafka
import Settings

/// Tries whether the cluster lets transactions be written, without touching a running daemon.
///
/// The daemon's own id would fence it. The id that is tried instead is forgotten by the brokers after
/// `transactional.id.expiration.ms`, 7 days unless told otherwise.
struct TransactionProbe {
    /// How long the coordinator is waited for: on a new cluster it makes its topic first.
    private static let patience = Duration.seconds(20)

    /// The id that is tried.
    let transactionalID: String
    private let properties: KafkaProperties

    /// A probe of a blueprint's cluster.
    init(_ blueprint: Blueprint) {
        transactionalID = blueprint.settings.application + "-check"
        properties = blueprint.kafka
    }

    /// Tries it.
    ///
    /// - Returns: what keeps it from working; nil: nothing.
    func outcome() -> KafkaError? {
        do throws(KafkaError) {
            let producer = try TransactionalProducer(
                properties: properties,
                transactionalID: transactionalID
            )
            do throws(TransactionError) {
                let deadline = ContinuousClock.now + Self.patience
                try producer.retrying(until: deadline) { () throws(TransactionError) in
                    try producer.initTransactions()
                }
            } catch {
                return error.cause
            }
            return nil
        } catch {
            return error
        }
    }
}
