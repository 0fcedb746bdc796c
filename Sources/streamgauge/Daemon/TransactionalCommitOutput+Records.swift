// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline
import Sinks

extension TransactionalCommitOutput {
    /// Puts the records of the next transaction into the queue.
    ///
    /// - Returns: why the transaction must be aborted; nil: it can go on.
    func enqueue(
        _ delivery: CommitDelivery,
        _ producer: TransactionalProducer,
        _ state: inout State
    ) -> KafkaError? {
        let now = SystemClock.wall
        let (queue, context) = (producer.records, context)
        let pause = { (queue.poll(timeoutMilliseconds: 100), context.beat()) }
        state.finals.producer = queue
        state.rejected?.producer = queue
        state.transitions?.producer = queue
        state.alerts?.producer = queue
        do throws(KafkaError) {
            if let chunks = delivery.nextChunks {
                for chunk in chunks {
                    while try !state.commits.write(chunk, through: queue) { _ = pause() }
                }
            }
            guard delivery.isLast else { return nil }
            for snapshot in delivery.snapshots {
                while try state.finals.write(snapshot, emitted: now) == .queueFull {
                    _ = pause()
                }
            }
            for transition in delivery.batch.transitions {
                while try state.transitions?.write(transition, emitted: now) == .queueFull {
                    _ = pause()
                }
            }
            if let alerts = state.alerts {
                for change in delivery.batch.alerts {
                    while try alerts.write(change, emitted: now) == .queueFull { _ = pause() }
                }
            }
            if let rejected = state.rejected {
                try Refusals.write(delivery, to: rejected, producedAt: now, log) { context.beat() }
            }
            return nil
        } catch {
            return error
        }
    }
}
