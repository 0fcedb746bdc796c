// SPDX-License-Identifier: Apache-2.0

extension KafkaConsumer {
    /// The oldest offset that a partition holds and the one that comes next.
    ///
    /// - Parameters:
    ///   - partition: need not be assigned.
    ///   - timeoutMilliseconds: how long the broker may take.
    /// - Returns: from the oldest to the next; open transactions end it earlier.
    /// - Throws: unknown partitions and brokers that cannot be reached.
    public func queryOffsets(
        of partition: TopicPartition,
        timeoutMilliseconds: Int = 10_000
    ) throws(KafkaError) -> Range<Int64> {
        try client.queryOffsets(of: partition, timeoutMilliseconds: timeoutMilliseconds)
    }

    /// The offsets at which reading would begin, asked for now.
    ///
    /// - Parameters:
    ///   - starts: partitions that need not be assigned, each at most once.
    ///   - timeoutMilliseconds: how long brokers may take to answer each question.
    /// - Returns: an offset for each partition.
    /// - Throws: topics and partitions that do not exist or may not be read, and brokers that cannot
    ///   be reached.
    public func offsets(
        at starts: [(TopicPartition, StartPosition)],
        timeoutMilliseconds: Int = 30_000
    ) throws(KafkaError) -> [TopicPartition: Int64] {
        let list = try client.startOffsets(
            starts,
            isAbsolute: true,
            timeoutMilliseconds: timeoutMilliseconds
        )
        return Dictionary(list.offsets) { first, _ in first }
    }

    /// The ends of a partition from the last answers of the broker, without asking.
    ///
    /// - Returns: nil until an assigned partition's first answer. The end counts records of open
    ///   transactions, too.
    public func cachedOffsets(of partition: TopicPartition) -> Range<Int64>? {
        if let marks { return marks.offsets(of: partition) }
        return client.cachedOffsets(of: partition)
    }

    /// The offset after the last record handed out.
    ///
    /// - Returns: nil before the first record of an assigned partition.
    public func position(of partition: TopicPartition) -> Int64? {
        if let marks { return marks.position(of: partition) }
        return client.position(of: partition)
    }
}
