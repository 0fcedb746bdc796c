// SPDX-License-Identifier: Apache-2.0

import Events
public import Sketches

/// The cells of one or more rows of a table, merged: numbers add, sketches unite.
///
/// A window is as many rows as it has panes. Make it once for the
/// outputs that are read together and reset it between windows. One thread.
public struct RowAccumulator: Sendable {
    /// Stays exact as long as what is merged is exact: the total series' counts are.
    private static let emptySketch = DistinctSketch(exactLimit: 4_096)

    /// As many counters as the total series' lists have.
    private static let emptyList = HeavyHitters(capacity: 256)

    /// What does not change, in one piece, so that a copy costs little.
    private final class Layout: Sendable {
        let folds: [Fold]
        /// By cell: where the time of a last value is.
        let times: [Int]
        let wanted: [Int]
        /// Spans of days, each with the cells of its measures.
        let presences: [(span: Presence, cells: [Int])]
        let hasLevels: Bool

        init(plan: Plan, outputs: [Int], cells: [Measure]) {
            let needed = Set(outputs.flatMap { plan.kpis[plan.outputs[$0].kpi].measures })
            folds = cells.map(\.fold)
            times = cells.map { measure in
                measure.fold == .last ? cells.firstIndex(of: measure.folded(.lastTime)) ?? 0 : 0
            }
            wanted = cells.indices.filter { needed.contains(cells[$0]) }
            presences = outputs.flatMap { plan.kpis[plan.outputs[$0].kpi].presences }
                .map { span in (span, span.measures.map { cells.firstIndex(of: $0) ?? 0 }) }
            hasLevels = needed.contains { $0.fold.isLevel }
        }
    }

    private let layout: Layout
    private var numbers: [Int64]
    /// Active persons by the position of their span in the layout.
    private var active: [Int64]
    private var sketches: [DistinctSketch]
    private var distributions: [LogHistogram]
    private var lists: [HeavyHitters]
    /// How many rows were added since the last reset.
    public private(set) var rowCount = 0

    /// Whether readings of some measure are of everything up to the window's end.
    public var hasLevels: Bool { layout.hasLevels }

    /// An accumulator for outputs of one table.
    ///
    /// - Parameters:
    ///   - plan: The compiled definitions.
    ///   - outputs: Positions in `Plan.outputs`, all of the same table and window size; at least
    ///     one. Cells that they do not need are not read.
    public init(plan: Plan, outputs: [Int]) {
        let tables = Set(outputs.map { plan.outputs[$0].table })
        guard tables.count == 1, let table = tables.first else {
            preconditionFailure("An accumulator reads the rows of exactly one table.")
        }
        let cells = plan.tables[table].cells
        layout = Layout(plan: plan, outputs: outputs, cells: cells)
        numbers = Array(repeating: 0, count: cells.count)
        active = Array(repeating: 0, count: layout.presences.count)
        sketches = Array(repeating: Self.emptySketch, count: cells.count)
        distributions = Array(repeating: LogHistogram(), count: cells.count)
        lists = Array(repeating: Self.emptyList, count: cells.count)
    }

    /// Forgets what was added.
    public mutating func reset() {
        guard rowCount > 0 || hasLevels else { return }
        for position in active.indices { active[position] = 0 }
        for cell in layout.wanted {
            switch layout.folds[cell] {
            case .distinct: sketches[cell] = Self.emptySketch
            case .histogram: distributions[cell] = LogHistogram()
            case .top: lists[cell] = Self.emptyList
            default: numbers[cell] = 0
            }
        }
        rowCount = 0
    }

    /// Adds one row.
    ///
    /// - Parameters:
    ///   - age: How many panes lie between the row's and the window's end.
    ///   - word: The row's cell as it is stored: a number as its bits, a sketch as its handle.
    ///   - distinct: The arena of the row's distinct counts.
    ///   - histograms: The arena of its distributions.
    ///   - tops: The arena of its lists.
    /// - Returns: False when a handle was stale because the writer went on meanwhile: then some of
    ///   the row may have been added, so reset and read the rows again.
    /// - Complexity: O(size of what is merged).
    public mutating func add(
        age: Int = 0,
        word: (_ cell: Int) -> UInt64,
        distinct: borrowing DistinctArena,
        histograms: borrowing HistogramArena,
        tops: borrowing HeavyHittersArena
    ) -> Bool {
        rowCount += 1
        for cell in layout.wanted {
            switch layout.folds[cell] {
            case .distinct:
                let handle = UInt32(truncatingIfNeeded: word(cell))
                guard distinct.merge(handle, into: &sketches[cell]) else { return false }
            case .histogram:
                let handle = UInt32(truncatingIfNeeded: word(cell))
                guard histograms.merge(handle, into: &distributions[cell]) else { return false }
            case .countLevel, .valueLevel: break
            case .least, .greatest, .last, .lastTime: single(cell, word)
            case .top:
                let handle = UInt32(truncatingIfNeeded: word(cell))
                guard tops.merge(handle, into: &lists[cell]) else { return false }
            default:
                let number = Int64(bitPattern: word(cell))
                let (sum, overflow) = numbers[cell].addingReportingOverflow(number)
                numbers[cell] = overflow ? (number < 0 ? .min : .max) : sum
            }
        }
        for (position, presence) in layout.presences.enumerated() {
            guard let gap = presence.span.gap(ofPane: age) else { continue }
            active[position] += Int64(bitPattern: word(presence.cells[gap]))
        }
        return true
    }

    /// Takes the smallest, largest or last of the values so far and that of a row.
    private mutating func single(_ cell: Int, _ word: (Int) -> UInt64) {
        let known = SingleValue.number(numbers[cell])
        guard let found = SingleValue.number(Int64(bitPattern: word(cell))) else { return }
        switch layout.folds[cell] {
        case .least: numbers[cell] = SingleValue.word(min(known ?? found, found))
        case .greatest, .lastTime: numbers[cell] = SingleValue.word(max(known ?? found, found))
        default:
            // Its time is merged after it, since wholes stand behind their parts.
            let time = layout.times[cell]
            let (before, now) = (numbers[time], Int64(bitPattern: word(time)))
            if before == 0 || SingleValue.number(now) ?? .min >= SingleValue.number(before) ?? .min
            {
                numbers[cell] = SingleValue.word(found)
            }
        }
    }

    /// Sets what a measure came to from the beginning to the window's end.
    ///
    /// - Parameter level: gets the cell.
    public mutating func setLevels(_ level: (_ cell: Int) -> Int64) {
        for cell in layout.wanted where layout.folds[cell].isLevel { numbers[cell] = level(cell) }
    }

    /// The number of a cell; of a distinct count its estimate, rounded to a whole number.
    func number(_ cell: Int) -> Double {
        layout.folds[cell] == .distinct
            ? sketches[cell].estimate.rounded() : Double(numbers[cell])
    }

    /// How many persons were active within a span of days.
    func number(_ presence: Presence) -> Double {
        guard let position = layout.presences.firstIndex(where: { $0.span == presence }) else {
            preconditionFailure("An accumulator counts the spans of its outputs.")
        }
        return Double(active[position])
    }

    /// The smallest, largest or last value; nil: there was none.
    func singleValue(_ cell: Int) -> Double? {
        SingleValue.number(numbers[cell]).map { Double($0) }
    }

    /// The sketch of a distinct count.
    func sketch(_ cell: Int) -> DistinctSketch { sketches[cell] }

    /// The distribution of a measure.
    func distribution(_ cell: Int) -> LogHistogram { distributions[cell] }

    /// The most frequent values of a measure.
    func list(_ cell: Int) -> HeavyHitters { lists[cell] }
}
