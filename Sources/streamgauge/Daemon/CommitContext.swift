// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Pipeline
import Sinks

/// What every way of writing an engine's batches needs besides the batch.
///
/// Used by the commit thread.
struct CommitContext: Sendable {
    /// Is told of trouble.
    let log: Log
    private let engine: Engine

    /// The surroundings of batches of an engine.
    init(of engine: Engine, log: Log) {
        self.engine = engine
        self.log = log
    }

    /// A sign of life: called at least once before each wait for a broker.
    func beat() { engine.beatCommit() }

    /// Makes the snapshots of a batch, and shows its values to readers of the store once written.
    ///
    /// - Parameters:
    ///   - batch: what is written.
    ///   - deliver: writes its snapshots, and whatever else is in it.
    /// - Returns: what `deliver` says: whether it is written.
    func write(_ batch: CommitBatch, _ deliver: ([Snapshot]) -> Bool) -> Bool {
        let values = batch.values.values
        guard deliver(values.map { engine.maker.snapshot(of: $0) }) else { return false }
        let finals = values.compactMap {
            engine.registry.reading(of: $0, plan: engine.view.plan)
        }
        let events = batch.alerts.map { PublishedEvent(name: "alert", json: $0.json) }
        let quiet = batch.ended.compactMap { engine.registry.quiet($0) }
        engine.store.publish(finals: finals, quiet: quiet, events: events)
        return true
    }

    /// The records that were rejected, with the names of their partitions.
    func rejects(of batch: CommitBatch) -> [RejectedOutput] {
        RejectedOutput.all(of: batch.rejected, partitions)
    }

    /// Where each input is read next, as far as a batch knows.
    ///
    /// Those that have retired are left out: brokers take no offset of a topic that is gone, and with it
    /// none of the batch.
    func offsets(of batch: CommitBatch) -> [TopicPartition: Int64] {
        let reading = engine.ingestStatus.current
        var offsets: [TopicPartition: Int64] = [:]
        for (number, (partition, counts)) in zip(reading.partitions, batch.counts).enumerated()
        where !reading.retired.contains(number) {
            if let next = counts.nextOffset { offsets[partition] = next }
        }
        return offsets
    }

    /// The partitions of inputs and of side topics, by number.
    private var partitions: (inputs: [TopicPartition], tables: [TopicPartition]) {
        let reading = engine.ingestStatus.current
        return (reading.partitions, reading.tables.partitions)
    }
}
