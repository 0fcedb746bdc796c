// SPDX-License-Identifier: Apache-2.0

import Kafka
import Pipeline
import Settings

extension StateReset {
    /// How long a call of the transaction is repeated, and how long its records are waited for.
    static let transactionDeadline = Duration.seconds(30)

    /// The new state as records: nothing is counted.
    func records(
        _ begin: DaemonStart,
        _ offsets: [TopicPartition: Int64],
        _ generation: Int64
    ) throws(ProgramError) -> StateChunks {
        let stored = inputs.map { input in
            StoredInput(
                partition: input.partition,
                sourceName: input.definition?.name ?? "",
                counts: offsets[input.partition].map { RecordCounts(startingAt: $0) }
                    ?? RecordCounts()
            )
        }
        var ingest = blueprint.ingest(sources.sources)
        ingest.cluster = admin.clusterID()
        let state = RecordedState.fresh(
            StateConfiguration(),
            inputs: stored,
            ingest: ingest
        ) { dictionaries in
            blueprint.aggregator(
                dictionaries,
                start: begin.watermark,
                completeFrom: begin.completeFrom
            )
        }
        guard let state else {
            throw ProgramError(
                .settings,
                "\(inputs.count) input partitions are too many to be read"
            )
        }
        let header = StateHeader(
            application: blueprint.settings.application,
            generation: generation,
            sequence: former.sequence + 1,
            isWhole: true,
            turns: state.turns,
            definitions: blueprint.definitionsHash,
            identity: blueprint.identityHash,
            watermark: state.watermark
        )
        return StateChunks(state.delta, header)
    }

    /// Writes records and offsets in one transaction; where its outcome is not known, the log tells.
    static func commit(
        _ records: StateChunks,
        _ offsets: [TopicPartition: Int64],
        _ topic: StateTopic,
        _ application: String,
        _ producer: TransactionalProducer
    ) throws(ProgramError) {
        let deadline = ContinuousClock.now + transactionDeadline
        do throws(TransactionError) {
            try producer.begin()
            for record in records {
                // Sound: bytes of any kind are plain bytes.
                while try unsafe producer.enqueue(
                    topic: topic.partition.topic,
                    partition: topic.partition.partition,
                    key: nil,
                    value: record.span.bytes
                ) == .queueFull { producer.poll(timeoutMilliseconds: 100) }
            }
            if !offsets.isEmpty {
                let group = GroupMetadata(withoutMembershipIn: application)
                try producer.retrying(until: deadline) { () throws(TransactionError) in
                    try producer.sendOffsets(offsets, group: group)
                }
            }
            try producer.retrying(until: deadline) { () throws(TransactionError) in
                try producer.commit()
            }
        } catch {
            // The log tells.
            if error.kind == .outcomeUnknown { return }
            if !error.isProducerLost { try? producer.abort() }
            throw ProgramError(.unavailable, "nothing was reset: \(error.cause.reason)")
        }
    }
}
