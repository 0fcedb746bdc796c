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

    /// An input partition.
    public init(_ partition: TopicPartition, start: StartPosition, source: Int) {
        self.partition = partition
        self.start = start
        self.source = source
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
    /// - Parameter stored: the inputs of the state.
    /// - Returns: all of them.
    func inOrder(of stored: some Sequence<StoredInput>) -> [InputPartition] {
        var places: [TopicPartition: Int] = [:]
        for (place, input) in stored.enumerated() { places[input.partition] = place }
        let known = filter { $0.table == nil && places[$0.partition] != nil }
        guard !known.isEmpty else { return self }
        let others = filter { $0.table != nil || places[$0.partition] == nil }
        return known.sorted { places[$0.partition, default: 0] < places[$1.partition, default: 0] }
            + others
    }
}
