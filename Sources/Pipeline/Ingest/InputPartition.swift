// SPDX-License-Identifier: Apache-2.0

public import Kafka

/// A partition of an input topic and the source it belongs to.
public struct InputPartition: Sendable {
    /// Topic and number.
    public var partition: TopicPartition
    /// Where reading begins.
    public var start: StartPosition
    /// Position in `IngestConfiguration.sources`, or a number that follows them.
    public var source: Int
    /// The source, needed where it was found after the start.
    public var definition: IngestConfiguration.Source?
    /// Position in `IngestConfiguration.tables` of the side table that it feeds; nil: an input.
    public var table: Int?
    /// Why it is not read though the state knows it; nil: it is read.
    public var retirement: Retirement?

    /// An input partition.
    public init(_ partition: TopicPartition, start: StartPosition, source: Int) {
        self.partition = partition
        self.start = start
        self.source = source
    }

    /// An input partition of the state that is not read any more.
    public init(retired partition: TopicPartition, _ retirement: Retirement) {
        self.init(partition, start: .beginning, source: 0)
        self.retirement = retirement
    }

    /// A partition of a side topic, which is read from its beginning.
    public init(_ partition: TopicPartition, table: Int) {
        self.init(partition, start: .beginning, source: 0)
        self.table = table
    }
}

extension [InputPartition] {
    /// Those of the state first, in its order, as it numbers them; the others follow in theirs.
    ///
    /// - Parameter stored: the inputs of the state; what is gone was not found.
    /// - Returns: all of them.
    func inOrder(of stored: some Sequence<StoredInput>) -> [InputPartition] {
        var places: [TopicPartition: Int] = [:]
        for (place, input) in stored.enumerated() where !input.isGone {
            places[input.partition] = place
        }
        var known: [(place: Int, input: InputPartition)] = []
        var others: [InputPartition] = []
        for input in self {
            // Taken out: one of the same name behind it is another one.
            if input.table == nil, let place = places.removeValue(forKey: input.partition) {
                known.append((place, input))
            } else {
                others.append(input)
            }
        }
        return known.sorted { $0.place < $1.place }.map(\.input) + others
    }
}
