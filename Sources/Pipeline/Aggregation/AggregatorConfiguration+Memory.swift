// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// What one table takes when it is full.
public struct TableMemory: Sendable, Equatable {
    /// Name, as in `AggregatorStatus`.
    public var name: String
    /// The most entries.
    public var limit: Int
    /// Bytes of all entries.
    public var bytes: Int
}

extension AggregatorConfiguration {
    /// What the tables take when each is at its limit; those are left out that no wanted event
    /// reaches.
    ///
    /// Hash tables are three quarters full at their limit. Sketches are not among them: they have
    /// a limit in bytes.
    public var tableMemory: [TableMemory] {
        var tables = [hashTable("event_ids", trackers.dedupLimit, Int64.self)]
        if wants(Self.activity) {
            var sessions = hashTable("sessions", trackers.sessionLimit, UInt32.self)
            // The session itself, its links in two timer wheels, its place in the free list.
            sessions.bytes += trackers.sessionLimit * (MemoryLayout<Session>.stride + 3 * 4)
            tables.append(sessions)
        }
        if wants(Self.messages) {
            tables.append(hashTable("messages", trackers.messageLimit, Message.self))
        }
        if wants(Self.foreground) {
            tables.append(hashTable("persons", trackers.actorLimit, Person.self))
        }
        if wants([.install]) {
            tables.append(
                hashTable("installations", trackers.actorLimit, InstallTracker.Installation.self)
            )
        }
        if wants([.totals]) {
            tables.append(hashTable("totals", trackers.objectLimit, TotalsTracker.Reading.self))
        }
        tables.append(hashTable("aliases", trackers.aliasLimit, UInt64.self))
        if !plan.dimensions.isEmpty { tables.append(series) }
        tables.append(rows)
        return tables
    }

    /// What one batch of values and rejected records takes when it is full.
    public var batchBytes: Int {
        let distinct = plan.outputs.indices.count { output in
            let cells = plan.tables[plan.outputs[output].table].cells
            return plan.cells(of: output).contains { cells[$0].fold == .distinct }
        }
        let sketches = Self.sketchBytes * distinct / max(1, plan.outputs.count)
        let value = MemoryLayout<WindowValue>.stride + sketches
        return DirectAggregation.batchLimit * value + RejectedRecords.limitBytes
    }

    /// The bytes of a large distinct count: 2 to the power of 12 registers and a header.
    private static var sketchBytes: Int { 4_096 + 40 }

    /// The rows: no more than all series can have in all tables, at their average size.
    private var rows: TableMemory {
        let perSet = plan.groupingSets.indices.map { set in
            plan.tables.filter { $0.groupingSet == set }.reduce(0) { $0 + $1.rowsPerSeries }
        }
        let possible = perSet[0] + perSet.dropFirst().reduce(0) { $0 + $1 * seriesLimit }
        let limit = min(rowLimit, possible)
        let bytes = plan.tables.reduce(0) { $0 + $1.bytesPerSeries }
        let average = bytes / max(1, perSet.reduce(0, +))
        return TableMemory(name: "rows", limit: limit, bytes: limit * average)
    }

    /// Combinations of dimension values, and the series of each grouping set.
    private var series: TableMemory {
        let sets = plan.groupingSets.count
        let number = hashTable("series", 1, UInt32.self).bytes
        let combination = number + 4 * (plan.dimensions.count + sets)
        let entry = plan.groupingSets.reduce(0) { $0 + 4 * $1.count + number }
        return TableMemory(
            name: "series",
            limit: seriesLimit * (sets - 1),
            bytes: CombinationTable.defaultLimit * combination + seriesLimit * entry
        )
    }

    private func hashTable<Value: BitwiseCopyable>(
        _ name: String,
        _ limit: Int,
        _ value: Value.Type
    ) -> TableMemory {
        let slots = (limit * 4 + 2) / 3
        return TableMemory(
            name: name,
            limit: limit,
            bytes: slots * MemoryLayout<TableShard<Value>.Slot>.stride
        )
    }

    private func wants(_ types: [EventType]) -> Bool {
        types.contains { plan.wantedTypes & (1 << UInt64($0.rawValue)) != 0 }
    }

    private static var foreground: [EventType] {
        [.appOpen, .screenView, .sessionStart, .interaction, .conversion, .order, .engagement]
    }
    private static var activity: [EventType] { foreground + [.pageView, .lead] }
    private static var messages: [EventType] {
        [
            .messageSent, .messageDelivered, .messageBounced, .messageOpened, .messageClicked,
            .unsubscribed,
        ]
    }
}
