// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Sketches
import Windowing

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
    /// What the tables take when each is at its limit; those are left out that no wanted fact
    /// needs.
    ///
    /// These are upper bounds, also while a table grows. Sketches are not among them: they have a
    /// limit in bytes.
    ///
    /// - Parameters:
    ///   - valueLimit: the most values of a dimension; few values make few series.
    ///   - dayLimit: the most values that count by themselves on one day; nil: all.
    /// - Returns: the tables in the order in which events reach them.
    public func tableMemory(valueLimit: Int, dayLimit: Int? = nil) -> [TableMemory] {
        var ids = hashTable("event_ids", trackers.dedupLimit, Int64.self)
        // What came since the last commit, which doubles.
        ids.bytes += 3 * DuplicateFilter.mostFresh * MemoryLayout<TableShard<Int64>.Slot>.stride
        var tables = [ids]
        let facts = FactKindSet(wantedBy: plan)
        if !facts.isDisjoint(with: .sessions) {
            var sessions = hashTable("sessions", trackers.sessionLimit, UInt32.self)
            // The session itself, its links in two timer wheels, its place in the free list, which
            // doubles.
            sessions.bytes += trackers.sessionLimit * (MemoryLayout<Session>.stride + 5 * 4)
            tables.append(sessions)
            tables.append(hashTable("resumed_sessions", trackers.stuckLimit, StuckFacts.self))
        }
        if !facts.isDisjoint(with: .messages) {
            tables.append(hashTable("messages", trackers.messageLimit, PackedMessage.self))
        }
        if !facts.isDisjoint(with: .persons) {
            tables.append(hashTable("persons", trackers.actorLimit, Person.self))
        }
        if facts.contains(.personActive), !plan.dimensions.isEmpty {
            tables.append(hashTable("person_days", trackers.actorLimit, PersonDays.Values.self))
        }
        if facts.contains(.appInstalled) {
            tables.append(
                hashTable("installations", trackers.actorLimit, InstallTracker.Installation.self)
            )
        }
        if wants([.totals]) {
            tables.append(hashTable("totals", trackers.objectLimit, TotalsTracker.Reading.self))
        }
        tables += feedbackMemory
        tables.append(hashTable("aliases", trackers.aliasLimit, Join.self))
        let series = plan.groupingSets.map { mostSeries(of: $0, valueLimit) }
        if !plan.dimensions.isEmpty { tables.append(self.series(series)) }
        tables.append(
            rows(
                series,
                ofDay: plan.groupingSets.map { mostSeries(of: $0, dayLimit ?? valueLimit) }
            )
        )
        if let levels { tables.append(levels) }
        tables += targets(series)
        return tables
    }

    /// What one batch of values, rejected records and transitions takes when it is full.
    public var batchBytes: Int {
        let distinct = plan.outputs.indices.count { output in
            let cells = plan.tables[plan.outputs[output].table].cells
            return plan.cells(of: output).contains { cells[$0].fold == .distinct }
        }
        let sketches = Self.sketchBytes * distinct / max(1, plan.outputs.count)
        let lists = plan.outputs.reduce(0) { sum, output in
            guard case .top = plan.kpis[output.kpi].formula else { return sum }
            let counters =
                plan.tables[output.table].groupingSet == 0
                ? SketchArenas.totalCounters : SketchArenas.counters
            return sum + counters * MemoryLayout<HeavyHitters.Entry>.stride + Self.arrayBytes
        }
        let value =
            MemoryLayout<WindowValue>.stride + sketches + lists / max(1, plan.outputs.count)
        let transitions =
            keepsTransitions ? StageTransitions.most * MemoryLayout<StageTransition>.stride : 0
        return DirectAggregation.batchLimit * value + RejectedRecords.limitBytes + transitions
    }

    /// The bytes of a large distinct count: 2 to the power of 12 registers and a header.
    private static var sketchBytes: Int { 4_096 + 40 }

    /// What an array has besides its elements, with what is lost to rounding.
    private static var arrayBytes: Int { 64 }

    /// The most series of a grouping set: absent and `other` are values too.
    private func mostSeries(of slots: [Int], _ valueLimit: Int) -> Int {
        slots.reduce(1) { count, _ in min(seriesLimit, count * (valueLimit + 2)) }
    }

    /// The rows: no more than all series can have in all tables, at their average size.
    ///
    /// A pane has rows of the series that its days admit; a session that ends in it can have begun
    /// on the day before.
    private func rows(_ series: [Int], ofDay: [Int]) -> TableMemory {
        func most(_ table: Plan.Table) -> Int {
            var days = Int((table.paneSize + Self.day - 1) / Self.day)
            if table.cells.contains(where: { $0.fact == .sessionEnded }) { days += 1 }
            return min(series[table.groupingSet], days * ofDay[table.groupingSet])
        }
        let possible = plan.tables.reduce(0) { $0 + $1.rowsPerSeries * most($1) }
        let bytes = plan.tables.reduce(0) { $0 + $1.bytesPerSeries * most($1) }
        let limit = min(rowLimit, possible)
        let average = Double(bytes) / Double(max(1, possible))
        // What each table has besides its rows: the last row of each series, slots of panes.
        let besides = plan.tables.reduce(0) {
            $0 + 8 * (min(PaneTable.mostRemembered, max(64, 2 * series[$1.groupingSet])) + 2_048)
        }
        return TableMemory(
            name: "rows",
            limit: limit,
            bytes: Int((Double(limit) * average).rounded(.up)) + besides
        )
    }

    /// What measures came to since the beginning, by series.
    private var levels: TableMemory? {
        let limits = plan.tables.flatMap { table in
            table.cells.filter(\.fold.isLevel).map { _ in
                plan.groupingSets[table.groupingSet].isEmpty ? 1 : seriesLimit
            }
        }
        guard !limits.isEmpty else { return nil }
        return TableMemory(
            name: "levels",
            limit: limits.reduce(0, +),
            bytes: limits.reduce(0) { $0 + LevelTable.mostBytes(seriesLimit: $1) }
        )
    }

    /// Combinations of dimension values, and the series of each grouping set.
    private func series(_ series: [Int]) -> TableMemory {
        let combination = 4 * (plan.dimensions.count + plan.groupingSets.count)
        let values = zip(series, plan.groupingSets).dropFirst().reduce(0) { sum, set in
            sum + set.0 * 4 * set.1.count
        }
        let sets = max(1, plan.groupingSets.count)
        let numbers =
            ShardedTable<UInt32>.mostBytes(limit: combinationLimit)
            + ShardedTable<UInt32>.mostBytes(limit: seriesLimit * sets)
        return TableMemory(
            name: "series",
            limit: series.dropFirst().reduce(0, +),
            bytes: combinationLimit * combination + values + numbers
        )
    }

    /// What is known of each series of the outputs with a target, in a list that doubles, and the
    /// word that other threads read.
    private func targets(_ series: [Int]) -> [TableMemory] {
        let judged = plan.outputs.filter { plan.kpis[$0.kpi].target != nil }
        let limit = judged.reduce(0) { $0 + series[plan.tables[$1.table].groupingSet] }
        if limit == 0 { return [] }
        let bytes = 3 * MemoryLayout<TargetBook.Entry>.stride + 8
        return [TableMemory(name: "targets", limit: limit, bytes: limit * bytes)]
    }

    /// A table of entries by key.
    func hashTable<Value: BitwiseCopyable>(
        _ name: String,
        _ limit: Int,
        _ value: Value.Type
    ) -> TableMemory {
        TableMemory(name: name, limit: limit, bytes: ShardedTable<Value>.mostBytes(limit: limit))
    }

    private func wants(_ types: [EventType]) -> Bool {
        types.contains { plan.wantedTypes & (1 << UInt64($0.rawValue)) != 0 }
    }

    private static var day: Int64 { 86_400_000 }
}
