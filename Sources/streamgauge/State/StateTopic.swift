// SPDX-License-Identifier: Apache-2.0

import Kafka

/// The topic that a state is stored in, for reading.
struct StateTopic {
    /// Its one partition.
    let partition: TopicPartition
    private let properties: KafkaProperties

    /// The state topic of a blueprint.
    init(_ blueprint: Blueprint) {
        self.init(blueprint.settings.stateTopic, blueprint.kafka)
    }

    /// A topic by its name.
    init(_ name: String, _ properties: KafkaProperties) {
        partition = TopicPartition(topic: name, partition: 0)
        self.properties = properties
    }

    /// Reads committed records to the present end, which an open transaction makes an earlier one.
    ///
    /// - Parameters:
    ///   - offset: where to begin; nil: with the oldest record.
    ///   - patienceMilliseconds: how long brokers may be silent.
    ///   - take: gets each record's value, its offset, and its timestamp in ms.
    /// - Returns: the offset behind them.
    /// - Throws: what `take` throws, and topics that are not there or cannot be read.
    func read(
        from offset: Int64? = nil,
        patienceMilliseconds: Int = 30_000,
        _ take: (_ record: [UInt8], _ offset: Int64, _ time: Int64) throws(ProgramError) -> Void
    ) throws(ProgramError) -> Int64 {
        var reader: PartitionReader
        do throws(KafkaError) {
            reader = try PartitionReader(
                partition,
                from: offset,
                properties: properties,
                patienceMilliseconds: patienceMilliseconds
            )
        } catch {
            throw ProgramError(error)
        }
        var batch = RecordBatch()
        while try Self.fill(&batch, &reader) {
            for index in 0..<batch.count where batch.kind(at: index) == .record {
                let time = batch.record(at: index).timestamp
                try take(batch.copiedValue(at: index), batch.offset(at: index), time)
            }
        }
        return reader.nextOffset
    }

    private static func fill(
        _ batch: inout RecordBatch,
        _ reader: inout PartitionReader
    ) throws(ProgramError) -> Bool {
        do throws(KafkaError) {
            return try reader.read(into: &batch)
        } catch {
            throw ProgramError(error)
        }
    }
}
