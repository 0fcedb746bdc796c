// SPDX-License-Identifier: Apache-2.0

import Events
public import Kafka

/// How far an input partition was read when the state was recorded.
public struct StoredInput: Sendable, Equatable {
    /// Topic and number.
    public var partition: TopicPartition
    /// The number under which trackers know its source, from 1 on; 0: it has none yet.
    public var source: Int
    /// Name of its source.
    public var sourceName: String
    /// What became of its records; the next one to be read is in it.
    public var counts: RecordCounts
    /// Whether records were lost and what comes behind them was not seen yet: since when everything is
    /// known is not known.
    public var awaitsRecord: Bool
    /// Whether its topic does not exist any more: one of the same name is another one.
    public var isGone: Bool

    /// A partition.
    public init(
        partition: TopicPartition,
        source: Int = 0,
        sourceName: String,
        counts: RecordCounts,
        awaitsRecord: Bool = false,
        isGone: Bool = false
    ) {
        self.partition = partition
        self.source = source
        self.sourceName = sourceName
        self.counts = counts
        self.awaitsRecord = awaitsRecord
        self.isGone = isGone
    }
}

extension StoredInput {
    /// The inputs in a state, by their numbers.
    ///
    /// - Throws: `.damaged`.
    public static func all(in image: StateImage) throws(StateError) -> [StoredInput] {
        var inputs = try written(in: image)
        // An earlier program wrote the source's place among the inputs of its time.
        for (number, source) in try image.partitionSources.enumerated() where number < inputs.count
        {
            inputs[number].source = source
        }
        return inputs
    }

    private static func written(in image: StateImage) throws(StateError) -> [StoredInput] {
        var reader = try image.single(.inputs)
        var inputs: [StoredInput] = []
        for _ in 0..<(try reader.read(UInt16.self)) {
            let topic = try reader.readText()
            let number: Int32 = try reader.read()
            let source = Int(try reader.read(UInt32.self))
            let name = try reader.readText()
            inputs.append(
                StoredInput(
                    partition: TopicPartition(topic: topic, partition: number),
                    source: source,
                    sourceName: name,
                    counts: try RecordCounts(from: &reader)
                )
            )
        }
        // A program that counted no losses has not written them.
        guard !reader.isAtEnd else { return inputs }
        for number in inputs.indices { inputs[number].counts.lost = try reader.read() }
        // An earlier program forgot it.
        guard !reader.isAtEnd else { return inputs }
        for number in inputs.indices {
            inputs[number].awaitsRecord = try reader.read(UInt8.self) != 0
        }
        // An earlier program refused a topic that was gone.
        guard !reader.isAtEnd else { return inputs }
        for number in inputs.indices {
            inputs[number].isGone = try reader.read(UInt8.self) != 0
        }
        return inputs
    }

    static func write(_ inputs: [StoredInput], to writer: inout StateWriter) {
        writer.write(UInt16(inputs.count))
        for input in inputs {
            writer.write(text: input.partition.topic)
            writer.write(input.partition.partition)
            writer.write(UInt32(input.source))
            writer.write(text: input.sourceName)
            input.counts.write(to: &writer)
        }
        for input in inputs { writer.write(input.counts.lost) }
        for input in inputs { writer.write(UInt8(input.awaitsRecord ? 1 : 0)) }
        for input in inputs { writer.write(UInt8(input.isGone ? 1 : 0)) }
    }
}

extension RecordCounts {
    func write(to writer: inout StateWriter) {
        for count in [records, decoded, empty, rejectedRecords, events, rejectedEvents, gaps] {
            writer.write(count)
        }
        writer.write(nextOffset ?? -1)
        writer.write(firstOffset ?? -1)
        writer.write(UInt8(RejectionReason.allCases.count))
        for reason in RejectionReason.allCases { writer.write(reasons[reason]) }
    }

    init(from reader: inout StateReader) throws(StateError) {
        self.init()
        records = try reader.read()
        decoded = try reader.read()
        empty = try reader.read()
        rejectedRecords = try reader.read()
        events = try reader.read()
        rejectedEvents = try reader.read()
        gaps = try reader.read()
        let (next, first): (Int64, Int64) = (try reader.read(), try reader.read())
        nextOffset = next < 0 ? nil : next
        firstOffset = first < 0 ? nil : first
        // A later program may know more reasons, but only at the end.
        let known = RejectionReason.allCases
        for place in 0..<Int(try reader.read(UInt8.self)) {
            let count: Int64 = try reader.read()
            if place < known.count { reasons[known[place]] = count }
        }
    }
}
