// SPDX-License-Identifier: Apache-2.0

/// The answer to a `FetchRequest`, taken apart down to the partitions.
enum FetchAnswer {
    /// What came of one partition; its batches lie in the answer's own memory.
    @safe struct Part {
        var partition: TopicPartition
        /// A number of the protocol; 0 is none.
        var errorCode: Int16
        /// The offset that comes next in the partition, open transactions counted.
        var highWatermark: Int64
        /// Up to where no transaction is open.
        var lastStableOffset: Int64
        /// The oldest offset.
        var startOffset: Int64
        var aborted: [(producer: Int64, firstOffset: Int64)]
        var batches: WireReader

        /// The next batch that is here whole.
        mutating func nextBatch() -> StoredBatch? { StoredBatch(&batches) }
    }

    /// Takes an answer apart.
    ///
    /// - Parameter reader: stands behind the size, at the number of the request.
    /// - Returns: the number and the parts; nil when it is no such answer.
    static func parts(_ reader: inout WireReader) -> (number: Int32, parts: [Part])? {
        let number = reader.number(Int32.self)
        _ = reader.number(Int32.self)
        var parts: [Part] = []
        for _ in 0..<max(0, reader.number(Int32.self)) {
            guard let topic = reader.text() else { return nil }
            for _ in 0..<max(0, reader.number(Int32.self)) {
                guard let part = part(topic, &reader) else { return nil }
                parts.append(part)
            }
        }
        return reader.isBroken ? nil : (number, parts)
    }

    private static func part(_ topic: String, _ reader: inout WireReader) -> Part? {
        let number = reader.number(Int32.self)
        let error = reader.number(Int16.self)
        let highWatermark = reader.number(Int64.self)
        let lastStable = reader.number(Int64.self)
        let start = reader.number(Int64.self)
        var aborted: [(producer: Int64, firstOffset: Int64)] = []
        for _ in 0..<max(0, reader.number(Int32.self)) {
            guard !reader.isBroken else { return nil }
            aborted.append((reader.number(), reader.number()))
        }
        let size = max(0, Int(reader.number(Int32.self)))
        guard !reader.isBroken, let batches = unsafe reader.take(size) else { return nil }
        return Part(
            partition: TopicPartition(topic: topic, partition: number),
            errorCode: error,
            highWatermark: highWatermark,
            lastStableOffset: lastStable,
            startOffset: start,
            aborted: aborted,
            batches: unsafe WireReader(batches, count: size)
        )
    }
}
