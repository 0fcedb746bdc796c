// SPDX-License-Identifier: Apache-2.0

import Events

extension RecordIngester {
    /// Takes one more partition of a side topic; they are numbered apart from inputs, from 0.
    ///
    /// - Parameter table: position in `IngestConfiguration.tables`.
    public mutating func addTablePartition(table: Int) { tables?.addPartition(table: table) }

    /// What became of the records of a side topic's partition.
    public func tableCounts(of partition: Int) -> RecordCounts {
        tables?.counts(of: partition) ?? RecordCounts()
    }

    /// Takes a record of a side topic.
    ///
    /// - Parameters:
    ///   - value: nil or empty: what is known of the key goes.
    ///   - key: the id.
    ///   - timestamp: since when the values hold, ms; negative: since ever.
    ///   - offset: the record's, greater than that of the one before.
    ///   - partition: its number among those of side topics.
    public mutating func ingestTable(
        value: RawSpan?,
        key: RawSpan?,
        timestamp: Int64,
        offset: Int64,
        partition: Int
    ) {
        let error = tables?.take(
            key: key,
            value: value,
            timestamp: timestamp,
            offset: offset,
            partition: partition
        )
        guard let error else { return }
        rejectionPlaces.note(
            error,
            tablePartition: partition,
            offset: offset,
            timestamp: timestamp
        )
        guard rejected.isKept else { return }
        rejected.append(
            RejectedRecord(
                partition: partition,
                isOfTable: true,
                offset: offset,
                timestamp: timestamp,
                key: Self.bytes(key),
                value: Self.bytes(value) ?? [],
                error: error,
                index: nil
            )
        )
    }

    /// Takes note that a side topic's partition was read to its end.
    ///
    /// - Parameters:
    ///   - partition: its number among those of side topics.
    ///   - offset: of the record to come next.
    public mutating func endOfTablePartition(_ partition: Int, offset: Int64) {
        tables?.endOfPartition(partition, offset: offset)
    }

    /// How many values of side tables are held, and how many found no room.
    public func tableOccupancy() -> (held: Int, refused: Int) { tables?.occupancy() ?? (0, 0) }
}
