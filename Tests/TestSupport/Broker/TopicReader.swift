// SPDX-License-Identifier: Apache-2.0

public import Kafka

/// Reads a whole topic as it stands, committed records only.
public struct TopicReader: Sendable {
    private let properties: KafkaProperties
    private let topic: String

    /// Prepares a reader.
    ///
    /// - Parameters:
    ///   - topic: exists already.
    ///   - bootstrapServers: of a real broker or of a mock cluster.
    ///   - properties: further ones.
    public init(topic: String, bootstrapServers: String, properties: KafkaProperties = [:]) {
        var all = properties
        all["bootstrap.servers"] = bootstrapServers
        all["fetch.wait.max.ms"] = "10"
        self.properties = all
        self.topic = topic
    }

    /// Reads every partition from its beginning to its present end.
    ///
    /// - Parameter limitSeconds: how long it may take.
    /// - Returns: the records by partition, then by offset.
    /// - Throws: unknown topics, errors in the stream, and a timeout.
    public func readAll(limitSeconds: Int = 60) throws(KafkaError) -> [TopicRecord] {
        try read(from: [:], limitSeconds: limitSeconds)
    }

    /// Reads every partition to its present end.
    ///
    /// - Parameters:
    ///   - offsets: where to begin, by partition; others are read from their beginning.
    ///   - limitSeconds: how long it may take.
    /// - Returns: the records by partition, then by offset.
    /// - Throws: unknown topics, errors in the stream, and a timeout.
    public func read(
        from offsets: [Int32: Int64],
        limitSeconds: Int = 60
    ) throws(KafkaError) -> [TopicRecord] {
        let found = try KafkaAdmin(properties: properties).topic(topic)
        let consumer = try KafkaConsumer(properties: properties)
        try consumer.assign(
            found.partitions.map { partition in
                (partition, offsets[partition.partition].map { .offset($0) } ?? .beginning)
            }
        )
        defer { consumer.close() }
        var records = found.partitions.map { _ in [TopicRecord]() }
        var open = Set(found.partitions.indices)
        var batch = RecordBatch()
        let deadline = ContinuousClock.now + .seconds(limitSeconds)
        while !open.isEmpty {
            guard ContinuousClock.now < deadline else {
                throw KafkaError(code: .timedOut, subject: "topic \(topic)", detail: "reading it")
            }
            consumer.poll(into: &batch, timeoutMilliseconds: 100)
            for index in 0..<batch.count {
                let partition = batch.partitionIndex(at: index)
                switch batch.kind(at: index) {
                case .record:
                    let record = TopicRecord(in: batch, at: index, partition: Int32(partition))
                    records[partition].append(record)
                case .endOfPartition:
                    open.remove(partition)
                case .error:
                    throw batch.error(at: index)
                }
            }
        }
        return records.flatMap(\.self)
    }
}
