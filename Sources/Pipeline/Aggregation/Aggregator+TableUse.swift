// SPDX-License-Identifier: Apache-2.0

/// What one table of individuals holds and takes now.
public struct TableUse: Sendable, Equatable {
    /// Name, as in `AggregatorStatus`.
    public var name: String
    /// Entries, among them expired ones that were not dropped yet.
    public var entries: Int
    /// Bytes of one entry, with the key that finds it.
    public var entryBytes: Int
    /// Bytes of the whole table, with slots that wait for entries and with what leads to them.
    public var bytes: Int
}

extension Aggregator {
    /// What the tables of individuals hold and take now; those that hold nothing are left out.
    ///
    /// - Complexity: O(tables).
    public var tableUse: [TableUse] {
        let tables = [
            sessions.use,
            messages.messages.use("messages"),
            persons.persons.use("persons"),
            persons.days.values.use("person_days"),
            installs.devices.use("installations"),
            aliases.joined.use("aliases"),
            duplicates.seen.use("event_ids"),
            feedback.stages.journeys.use("stages"),
            feedback.interactions.persons.use("interactions"),
        ]
        return tables.filter { $0.entries > 0 }
    }
}

extension SessionTracker {
    /// The sessions, the table that finds them, and their links in the two timer wheels.
    fileprivate var use: TableUse {
        let links = sessions.placeCount * 2 * MemoryLayout<UInt32>.stride
        return TableUse(
            name: "sessions",
            entries: sessions.count,
            entryBytes: MemoryLayout<Session>.stride,
            bytes: sessions.bytes + links + heads.bytes + stuck.bytes
        )
    }
}

extension ShardedTable {
    fileprivate func use(_ name: String) -> TableUse {
        let slot = MemoryLayout<TableShard<Value>.Slot>.stride
        return TableUse(name: name, entries: count, entryBytes: slot, bytes: bytes)
    }
}
