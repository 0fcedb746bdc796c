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
    /// What of windows is missing.
    let completeness: Completeness
    /// How often a cell could not hold all that was counted in it.
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
    let collecting: FlatList<CollectingKind>
    let cells: FlatList<CellUpdate>
    /// The first tables of groups: see `prefetchRows(of:)`.
    let grouped: FlatList<(table: PaneTable, groupingSet: Int)>

    init(
        plan: Plan,
        tables: PaneTables,
        arenas: SketchArenas,
        levels: Levels,
        combinations: consuming CombinationTable,
        completeness: Completeness,
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
        self.completeness = completeness
        var builder = PaneUpdateBuilder(
            plan: plan,
            tables: tables,
            freshness: freshness,
            firstPane: firstPane
        )
        builder.build()
        kinds = FlatList(builder.kinds)
        kindMasks = FlatList(builder.kindMasks)
        collecting = FlatList(builder.collecting)
        classes = FlatList(builder.classes)
        updates = FlatList(builder.updates)
        cells = FlatList(builder.cells)
        let grouped = plan.tables.enumerated().filter { $0.element.groupingSet != 0 }
            .prefix(Self.prefetchedTables)
            .map { (table: tables[$0.offset], groupingSet: $0.element.groupingSet) }
        self.grouped = FlatList(grouped)
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
    ///
    /// - Parameters:
    ///   - time: at which it would have counted, ms.
    ///   - kinds: of the facts that may be missing or wrong for that.
    func noteRefused(_ time: Int64, of kinds: FactKindSet) {
        completeness.noteRefused(time, of: kinds)
    }

    /// The same of a nominal time, ms.
    func noteRefused(nominal time: Int64, of kinds: FactKindSet) {
        noteRefused(plan.calendar.utc(time), of: kinds)
    }

    /// The classes whose pane of the fact still takes it.
    @inline(__always)
    private mutating func accepting(_ fact: Fact) -> UInt64 {
        var mask: UInt64 = 0
        for position in kinds[Int(fact.kind.rawValue)] where accepts(fact.time, position) {
            mask |= classes[position].bit
        }
        return mask
    }

    /// Nominal time of a moment, ms.
    @inline(__always)
    mutating func nominal(_ time: Int64) -> Int64 { zone.nominal(time) }

    /// The row in which something of a combination counts.
    ///
    /// - Parameters:
    ///   - place: of the combination: see `CombinationTable.place(of:)`.
    ///   - pane: see `openPane(of:_:)`.
    ///   - time: that of what counts, ms.
    ///   - update: the position of the table's update.
    /// - Returns: its own row, or where there is no room that of the total or of `other`.
    @inline(__always)
    mutating func row(at place: Int, _ pane: Int64, _ time: Int64, _ update: Int) -> PaneRow {
        let series = combinations.series(at: place, in: updates[update].groupingSet)
        return updates[update].table.row(series: series, paneStart: pane)
            ?? overflowRow(series, pane, time, update)
    }

    /// The row of the total or of `other`, which has room where no other series has.
    ///
    /// Then the series misses what `other` has too much: both are not complete around that time.
    @inline(never)
    private mutating func overflowRow(
        _ series: UInt32,
        _ pane: Int64,
        _ time: Int64,
        _ update: Int
    ) -> PaneRow {
        if series != 0 { noteDisplaced(time, updates[update].clock) }
        return updates[update].table.rowAnyway(series: 0, paneStart: pane)
    }

    /// Remembers that a known series misses something of that time.
    mutating func noteDisplaced(_ time: Int64, _ clock: PaneClock) {
        completeness.displaced.note(clock == .nominal ? plan.calendar.utc(time) : time)
    }

    /// The same, in each of some classes that counted it.
    @inline(never)
    mutating func noteDisplaced(_ time: Int64, in range: Range<Int>, of counted: UInt64) {
        for position in range where classes[position].bit & counted != 0 {
            noteDisplaced(time, classes[position].clock)
        }
    }

    /// Folds an amount into a cell; a sum larger than a cell can hold stays at the largest.
    @inline(never)
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
        case .sumSquares:
            let square = Self.square(amount.value / 100)
            isExact = row.addSaturating(cell, square) && square != .max
        case .sumFineSquares: isExact = row.addSaturating(cell, Self.square(amount.value))
        case .sumCount: isExact = row.addSaturating(cell, amount.count)
        case .distinct: isExact = insert(amount.item, into: cell, row, groupingSet: groupingSet)
        case .histogram: isExact = addToHistogram(amount.value, 1, cell, row)
        case .countLevel: row.add(cell, 1)
        case .valueLevel: isExact = row.addSaturating(cell, amount.value)
        case .least, .greatest, .last, .lastTime: row.takeSingle(amount, in: cell, by: fold)
        case .top: isExact = addToList(amount.top, 1, cell, row, isTotal: groupingSet == 0)
        }
        if !isExact { noteOverflow(amount.time) }
    }

    /// Notes that a cell does not hold all that was counted in it.
    mutating func noteOverflow(_ time: Int64) {
        overflowCount += 1
        noteRefused(time, of: .all)
    }

    /// Counts an item in a cell of different ones, 0 is none; false: there was no memory for it.
    @inline(__always)
    func insert(_ item: UInt64, into cell: Int, _ row: PaneRow, groupingSet: Int) -> Bool {
        if item == 0 { return true }
        let handle = UInt32(truncatingIfNeeded: row.word(cell))
        let grown = arenas.insert(item, into: handle, groupingSet: groupingSet)
        if grown == 0 { return false }
        if grown != handle { row.store(cell, UInt64(grown)) }
        return true
    }

    /// Counts a value in a distribution; false: there was no memory for it.
    func addToHistogram(
        _ value: Int64,
        _ weight: Int64,
        _ cell: Int,
        _ row: PaneRow
    ) -> Bool {
        let handle = UInt32(truncatingIfNeeded: row.word(cell))
        let grown = arenas.histograms.add(value, weight: weight, into: handle)
        if grown == 0 { return false }
        if grown != handle { row.store(cell, UInt64(grown)) }
        return true
    }

    /// A square, at most the largest number; of times it is that of tenths of a second (`Fold.sumSquares`).
    static func square(_ value: Int64) -> Int64 {
        let (square, isOverflow) = value.multipliedReportingOverflow(by: value)
        return isOverflow ? .max : square
    }
}
