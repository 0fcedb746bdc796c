// SPDX-License-Identifier: Apache-2.0

import Events

/// The side tables of an application: what keyed topics say of persons and devices, lent to events
/// as dimensions (rules: Semantics, "Side tables").
///
/// An entry is one dimension's value of one key, so one hash table serves all of them. Owned and
/// used by the ingest thread.
struct SideTables: ~Copyable {
    private var entries: ShardedTable<LentValue>
    /// By slot, the id that finds the value; nil: no table lends that dimension.
    private var lent: InlineArray<8, TableSchema.Key?> = .init(repeating: nil)
    private let slotCount: Int
    private let slots: [[Int]]
    private var decoders: TableDecoders
    private var recordCounts = PartitionArray<RecordCounts>()
    private var tables = PartitionArray<Int>()

    init(_ configuration: IngestConfiguration, dictionaries: [ValueDictionary]) {
        let schema = configuration.schema
        entries = ShardedTable(limit: configuration.tableLimit)
        slotCount = schema.dimensions.count
        slots = configuration.tables.map { $0.fields.compactMap { schema.slot(of: $0) } }
        decoders = TableDecoders(configuration, dictionaries: dictionaries)
        for table in configuration.tables {
            for field in table.fields {
                if let slot = schema.slot(of: field) { lent[slot] = table.key }
            }
        }
    }

    /// Takes one more partition of a table's topic; they have numbers of their own, from 0.
    mutating func addPartition(table: Int) {
        precondition(slots.indices.contains(table), "the table is configured")
        recordCounts.append(RecordCounts())
        tables.append(table)
    }

    /// What became of a partition's records.
    func counts(of partition: Int) -> RecordCounts { recordCounts[partition] }

    /// How many values are held, and how many found no room.
    func occupancy() -> (held: Int, refused: Int) { (entries.count, entries.refusedCount) }

    /// Fills what an event leaves open of the dimensions that tables lend.
    @inline(__always)
    func fill(_ event: inout Event) {
        for slot in 0..<slotCount {
            guard event.dimensions[slot] == 0, let key = lent[slot] else { continue }
            let id = key.id(of: event)
            guard id != 0, let entry = entries.find(Self.entryKey(id, slot)) else { continue }
            event.dimensions[slot] = entry.value.value(at: event.time)
        }
    }

    /// Takes a record of a side topic.
    ///
    /// - Parameters:
    ///   - key: the id.
    ///   - value: nil removes what is known of the id.
    ///   - timestamp: since when the values hold, ms; negative: since ever.
    ///   - offset: the record's, greater than that of the one before.
    ///   - partition: its number.
    /// - Returns: why it says nothing; nil: it was taken.
    mutating func take(
        key: RawSpan?,
        value: RawSpan?,
        timestamp: Int64,
        offset: Int64,
        partition: Int
    ) -> DecodeError? {
        recordCounts[partition].follow(offset)
        let table = tables[partition]
        do throws(DecodeError) {
            let record = try decoders.decode(table, key: key, value: value)
            if record.isRemoval {
                recordCounts[partition].empty += 1
                for slot in slots[table] { entries.remove(Self.entryKey(record.id, slot)) }
            } else {
                recordCounts[partition].decoded += 1
                for slot in slots[table] { set(record, slot, timestamp < 0 ? .min : timestamp) }
            }
            return nil
        } catch {
            recordCounts[partition].rejectedRecords += 1
            recordCounts[partition].reasons[error.reason] += 1
            return error
        }
    }

    /// Takes note that a partition was read to its end; see `RecordIngester`.
    mutating func endOfPartition(_ partition: Int, offset: Int64) {
        recordCounts[partition].end(at: offset)
    }

    private mutating func set(_ record: TableRecord, _ slot: Int, _ timestamp: Int64) {
        let key = Self.entryKey(record.id, slot)
        let value = record.values[slot]
        if value == 0, entries.find(key) == nil { return }
        let found = entries.findOrInsert(key, initial: LentValue(), isExpired: { _ in false })
        found?.entry.value.set(value, at: timestamp)
    }

    /// A dimension is lent by one table only, so its slot tells tables apart.
    @inline(__always)
    private static func entryKey(_ id: UInt64, _ slot: Int) -> UInt64 {
        HashMix.combine(id, UInt64(slot))
    }
}

extension RecordIngester {
    /// The most memory that the entries of side tables take, in bytes.
    ///
    /// - Parameter limit: the most entries.
    /// - Returns: all shards of the table at their largest.
    public static func tableBytes(limit: Int) -> Int {
        ShardedTable<LentValue>.mostBytes(limit: limit)
    }
}
