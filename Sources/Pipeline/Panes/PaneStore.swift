// SPDX-License-Identifier: Apache-2.0

import KPIs
import Sketches
import Windowing

/// Counts facts into the rows of all pane tables, by a plan that was compiled once.
///
/// Owned and used by one aggregator.
struct PaneStore: ~Copyable {
    /// The definitions.
    let plan: Plan
    /// The tables, by their position in the plan.
    let tables: PaneTables
    /// Where sketch cells keep their content.
    let arenas: SketchArenas
    /// What measures came to since the beginning.
    let levels: Levels
    /// Series by combination of dimension values.
    var combinations: CombinationTable
    /// The watermark by which panes take facts or not, ms.
    var watermark = Int64.min
    /// Event times of facts that found no room, ms.
    private(set) var refused = TimeHull()
    /// Event times of facts that count as `other` in every grouping set, whatever their values.
    private(set) var displaced = TimeHull()
    /// Sums that grew beyond what a cell can hold.
    private(set) var overflowCount = 0

    /// What events do as they come: see `add(_:person:combination:)`.
    let eventTypes: FlatList<Range<Int>>
    let eventCells: FlatList<EventCellUpdate>
    let eventChecks: EventChecks
    let factChecks: FactChecks
    let classes: FlatList<PaneClass>
    let updates: FlatList<TableUpdate>
    var zone: ZoneCursor
    let kinds: FlatList<Range<Int>>
    private let kindMasks: FlatList<UInt64>
    let cells: FlatList<CellUpdate>

    init(
        plan: Plan,
        tables: PaneTables,
        arenas: SketchArenas,
        levels: Levels,
        combinations: consuming CombinationTable,
        names: [String: UInt64] = [:],
        freshness: Freshness = Freshness(),
        firstPane: @escaping (Int64) -> Int64 = { _ in .min }
    ) {
        self.plan = plan
        zone = ZoneCursor(plan.calendar)
        self.tables = tables
        self.arenas = arenas
        self.levels = levels
        self.combinations = combinations
        var builder = PaneUpdateBuilder(
            plan: plan,
            tables: tables,
            freshness: freshness,
            firstPane: firstPane
        )
        builder.build()
        kinds = FlatList(builder.kinds)
        kindMasks = FlatList(builder.kindMasks)
        classes = FlatList(builder.classes)
        updates = FlatList(builder.updates)
        cells = FlatList(builder.cells)
        eventTypes = FlatList(builder.eventTypes)
        eventCells = FlatList(builder.eventCells)
        eventChecks = EventChecks(plan, names: names)
        factChecks = FactChecks(plan)
    }

    /// The classes of the tables that count a kind of fact.
    @inline(__always)
    func classes(of kind: FactKind) -> UInt64 { kindMasks[Int(kind.rawValue)] }

    /// Counts a fact.
    ///
    /// - Parameters:
    ///   - fact: its time decides which pane takes it, and whether one still does.
    ///   - except: classes that must not count it.
    /// - Returns: the classes that took it and of which a measure wanted it.
    @inline(__always)
    mutating func add(_ fact: Fact, except: UInt64 = 0) -> UInt64 {
        if levels.kinds & 1 << UInt64(fact.kind.rawValue) != 0 { addToLevels(fact, sign: 1) }
        return count(fact, except: except)
    }

    /// Takes a counted fact back.
    ///
    /// - Returns: the classes that took it back.
    mutating func takeBack(_ fact: Fact, except: UInt64 = 0) -> UInt64 {
        if levels.kinds & 1 << UInt64(fact.kind.rawValue) != 0 { addToLevels(fact, sign: -1) }
        let mask = accepting(fact) & ~except
        if mask != 0 { uncount(fact, in: mask) }
        return mask
    }

    /// Takes one fact back and counts another of the same kind, in the classes that can do both.
    ///
    /// - Returns: those classes.
    mutating func move(_ before: Fact, to after: Fact, except: UInt64 = 0) -> UInt64 {
        if levels.kinds & 1 << UInt64(before.kind.rawValue) != 0 {
            addToLevels(before, sign: -1)
            addToLevels(after, sign: 1)
        }
        let mask = accepting(before) & accepting(after) & ~except
        if mask != 0 {
            uncount(before, in: mask)
            _ = count(after, except: ~mask)
        }
        return mask
    }

    /// Remembers that something of that time could not be counted for want of room.
    mutating func noteRefused(_ time: Int64) { refused.note(time) }

    /// Sets what was kept of `refused` and `displaced`.
    mutating func restoreHulls(refused: TimeHull, displaced: TimeHull) {
        self.refused = refused
        self.displaced = displaced
    }

    /// Forgets what concerns no window that can still be told.
    ///
    /// - Parameter start: of the first window that can.
    mutating func forgetRefused(before start: Int64) {
        refused.clear(before: start)
        displaced.clear(before: start)
    }

    /// The classes whose pane of the fact still takes it.
    @inline(__always)
    private func accepting(_ fact: Fact) -> UInt64 {
        var mask: UInt64 = 0
        for position in kinds[Int(fact.kind.rawValue)] {
            let paneClass = classes[position]
            if accepts(fact.time, paneClass) { mask |= paneClass.bit }
        }
        return mask
    }

    /// Whether a class's pane of a time still takes facts.
    @inline(__always)
    func accepts(_ time: Int64, _ paneClass: PaneClass) -> Bool {
        if time < paneClass.from { return false }
        // Without a division: a pane ends at most one pane size after the fact.
        let limit = time + paneClass.acceptance
        return watermark < limit
            || watermark < limit + paneClass.reach
                && watermark < paneEnd(time, paneClass) + paneClass.acceptance
    }

    /// When the pane of a time ends, ms UTC.
    private func paneEnd(_ time: Int64, _ paneClass: PaneClass) -> Int64 {
        let size = paneClass.paneSize
        let local = paneClass.clock == .zone ? plan.calendar.nominal(time) : time
        let rest = local % size
        let end = local - (rest < 0 ? rest + size : rest) + size
        return paneClass.clock == .utc ? end : plan.calendar.utc(end)
    }

    /// Nominal time of a moment, ms.
    @inline(__always)
    mutating func nominal(_ time: Int64) -> Int64 { zone.nominal(time) }

    /// Counts a fact in the classes whose pane still takes it, and tells those of which a measure
    /// wanted it.
    @inline(__always)
    private mutating func count(_ fact: Fact, except: UInt64) -> UInt64 {
        let range = kinds[Int(fact.kind.rawValue)]
        if range.isEmpty { return 0 }
        let taking = factChecks.taking(fact)
        return taking == 0 ? 0 : count(fact, taking, except: except, in: range)
    }

    @inline(never)
    private mutating func count(
        _ fact: Fact,
        _ taking: UInt64,
        except: UInt64,
        in range: Range<Int>
    ) -> UInt64 {
        var counted: UInt64 = 0
        for position in range {
            let paneClass = classes[position]
            guard paneClass.bit & except == 0, accepts(fact.time, paneClass) else { continue }
            for update in paneClass.firstTable..<paneClass.tableEnd
            where updates[update].filters & taking != 0 && count(fact, taking, updates[update]) {
                counted |= paneClass.bit
            }
        }
        return counted
    }

    /// Counts a fact in the cells of a table whose filter took it, of which there is one.
    @inline(__always)
    private mutating func count(_ fact: Fact, _ taking: UInt64, _ update: TableUpdate) -> Bool {
        if fact.time < update.from { return countEach(fact, taking, update) }
        let row = row(of: fact.combination, at: fact.time, update)
        // Denominators stand last and are counted first, so that no reader sees a rate above 1.
        var cell = update.cellEnd - 1
        while cell >= update.firstCell {
            if cells[cell].filter & taking != 0 {
                let (number, fold) = (cells[cell].cell, cells[cell].fold)
                add(fact.amount, to: number, by: fold, row, groupingSet: update.groupingSet)
            }
            cell -= 1
        }
        update.table.touch(row)
        return true
    }

    /// The row in which something of that time counts.
    @inline(__always)
    mutating func row(of combination: UInt32, at time: Int64, _ update: TableUpdate) -> PaneRow {
        // Known series miss what found no combination of its own.
        if combination == CombinationTable.overflow { displaced.note(moment(time, update)) }
        let series = combinations.series(of: combination, in: update.groupingSet)
        let local = update.clock == .zone ? zone.nominal(time) : time
        let pane = update.table.paneStart(of: local)
        return update.table.row(series: series, paneStart: pane)
            ?? overflowRow(update, series, pane, time)
    }

    /// The row of the total or of `other`, which has room where no other series has.
    ///
    /// Then the series misses what `other` has too much: both are not complete around that time.
    @inline(never)
    private mutating func overflowRow(
        _ update: TableUpdate,
        _ series: UInt32,
        _ pane: Int64,
        _ time: Int64
    ) -> PaneRow {
        if series != 0 { displaced.note(moment(time, update)) }
        return update.table.rowAnyway(series: 0, paneStart: pane)
    }

    /// The moment that a fact's time stands for, ms UTC.
    private func moment(_ time: Int64, _ update: TableUpdate) -> Int64 {
        update.clock == .nominal ? plan.calendar.utc(time) : time
    }

    /// Folds an amount into a cell; a sum larger than a cell can hold stays at the largest.
    @inline(__always)
    mutating func add(
        _ amount: Amount,
        to cell: Int,
        by fold: Fold,
        _ row: PaneRow,
        groupingSet: Int
    ) {
        guard amount.counts(by: fold) else { return }
        if row.isWatched { row.dirtyCells |= 1 << UInt64(cell & 63) }
        var isExact = true
        switch fold {
        case .count: row.add(cell, 1)
        case .sumValue: isExact = row.addSaturating(cell, amount.value)
        case .sumSquares: isExact = row.addSaturating(cell, Self.square(amount.value))
        case .sumFineSquares:
            isExact = row.addSaturating(cell, amount.value * amount.value)
        case .sumCount: isExact = row.addSaturating(cell, amount.count)
        case .distinct:
            guard amount.item != 0 else { return }
            let handle = UInt32(truncatingIfNeeded: row.word(cell))
            let grown = arenas.insert(amount.item, into: handle, groupingSet: groupingSet)
            if grown != handle { row.store(cell, UInt64(grown)) }
        case .histogram: addToHistogram(amount.value, 1, cell, row)
        case .countLevel: row.add(cell, 1)
        case .valueLevel: isExact = row.addSaturating(cell, amount.value)
        case .least, .greatest, .last, .lastTime: row.takeSingle(amount, in: cell, by: fold)
        case .top: isExact = addToList(amount.top, 1, cell, row, isTotal: groupingSet == 0)
        }
        guard !isExact else { return }
        overflowCount += 1
        noteRefused(amount.time)
    }

    func addToHistogram(
        _ value: Int64,
        _ weight: Int64,
        _ cell: Int,
        _ row: PaneRow
    ) {
        let handle = UInt32(truncatingIfNeeded: row.word(cell))
        let grown = arenas.histograms.add(value, weight: weight, into: handle)
        if grown != handle { row.store(cell, UInt64(grown)) }
    }

    /// The square of a time in tenths of a second: see `Fold.sumSquares`.
    static func square(_ value: Int64) -> Int64 { (value / 100) * (value / 100) }
}
