// SPDX-License-Identifier: Apache-2.0

import Kafka

/// Reads the newest committed records of topics.
struct TopicSampler {
    private let properties: KafkaProperties
    private let admin: KafkaAdmin
    /// The topics of the cluster.
    let topics: [TopicDescription]

    /// A reader of a cluster's topics.
    init(_ properties: KafkaProperties) throws(ProgramError) {
        self.properties = properties
        do throws(KafkaError) {
            admin = try KafkaAdmin(properties: properties)
            topics = try admin.topics()
        } catch {
            throw ProgramError(error)
        }
    }

    /// The partitions of a topic.
    ///
    /// - Throws: the topic is not there, or may not be read.
    func partitions(of name: String) throws(ProgramError) -> [TopicPartition] {
        guard let topic = topics.first(where: { $0.name == name }), topic.partitionCount > 0 else {
            let why = topics.first { $0.name == name }?.error.map { ": \($0)" } ?? ""
            throw ProgramError(
                .unavailable,
                "the topic \(name) cannot be read\(why); `check --connect` tells what is there"
            )
        }
        return topic.partitions
    }

    /// Reads the newest records of a partition.
    ///
    /// - Parameters:
    ///   - count: how many offsets from the end; fewer records where some offsets have none.
    ///   - partition: where.
    ///   - take: gets each record's place in the batch.
    /// - Throws: the partition cannot be read.
    func read(
        newest count: Int,
        of partition: TopicPartition,
        _ take: (borrowing RecordBatch, Int) -> Void
    ) throws(ProgramError) {
        do throws(KafkaError) {
            let ends = try admin.offsets(of: partition)
            let start = max(ends.low, ends.lastStable - Int64(count))
            guard start < ends.lastStable else { return }
            var reader = try PartitionReader(partition, from: start, properties: properties)
            var batch = RecordBatch()
            while reader.nextOffset < ends.lastStable, try reader.read(into: &batch) {
                for index in 0..<batch.count where batch.kind(at: index) == .record {
                    // What was written since the ends were asked is not part of the sample.
                    if batch.offset(at: index) < ends.lastStable { take(batch, index) }
                }
            }
        } catch {
            throw ProgramError(error)
        }
    }
}
