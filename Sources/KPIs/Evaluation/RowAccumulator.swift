// SPDX-License-Identifier: Apache-2.0

public import Sketches

/// The cells of one or more rows of a table, merged: numbers add, sketches unite.
///
/// A window is as many rows as it has panes. Make it once for the
/// outputs that are read together and reset it between windows. One thread.
public struct RowAccumulator: Sendable {
    /// Stays exact as long as what is merged is exact: the total series' counts are.
    private static let emptySketch = DistinctSketch(exactLimit: 4_096)

    private let cells: [Measure]
    private let wanted: [Int]
    private var numbers: [Int64]
    private var sketches: [DistinctSketch]
    private var distributions: [LogHistogram]
    /// How many rows were added since the last reset.
    public private(set) var rowCount = 0

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
        let needed = Set(outputs.flatMap { plan.kpis[plan.outputs[$0].kpi].measures })
        self.cells = cells
        wanted = cells.indices.filter { needed.contains(cells[$0]) }
        numbers = Array(repeating: 0, count: cells.count)
        sketches = Array(repeating: Self.emptySketch, count: cells.count)
        distributions = Array(repeating: LogHistogram(), count: cells.count)
    }

    /// Forgets what was added.
    public mutating func reset() {
        guard rowCount > 0 else { return }
        for cell in wanted {
            switch cells[cell].fold {
            case .distinct: sketches[cell] = Self.emptySketch
            case .histogram: distributions[cell] = LogHistogram()
            default: numbers[cell] = 0
            }
        }
        rowCount = 0
    }

    /// Adds one row.
    ///
    /// - Parameters:
    ///   - word: The row's cell as it is stored: a number as its bits, a sketch as its handle.
    ///   - distinct: The arena of the row's distinct counts.
    ///   - histograms: The arena of its distributions.
    /// - Returns: False when a handle was stale because the writer went on meanwhile: then some of
    ///   the row may have been added, so reset and read the rows again.
    /// - Complexity: O(size of what is merged).
    public mutating func add(
        word: (_ cell: Int) -> UInt64,
        distinct: borrowing DistinctArena,
        histograms: borrowing HistogramArena
    ) -> Bool {
        rowCount += 1
        for cell in wanted {
            switch cells[cell].fold {
            case .distinct:
                let handle = UInt32(truncatingIfNeeded: word(cell))
                guard distinct.merge(handle, into: &sketches[cell]) else { return false }
            case .histogram:
                let handle = UInt32(truncatingIfNeeded: word(cell))
                guard histograms.merge(handle, into: &distributions[cell]) else { return false }
            default:
                let number = Int64(bitPattern: word(cell))
                let (sum, overflow) = numbers[cell].addingReportingOverflow(number)
                numbers[cell] = overflow ? (number < 0 ? .min : .max) : sum
            }
        }
        return true
    }

    /// The number of a measure; of a distinct count its estimate, rounded to a whole number.
    func number(_ measure: Measure) -> Double {
        let cell = cell(of: measure)
        return measure.fold == .distinct
            ? sketches[cell].estimate.rounded() : Double(numbers[cell])
    }

    /// The sketch of a distinct count.
    func sketch(_ measure: Measure) -> DistinctSketch { sketches[cell(of: measure)] }

    /// The distribution of a measure.
    func distribution(_ measure: Measure) -> LogHistogram { distributions[cell(of: measure)] }

    private func cell(of measure: Measure) -> Int {
        guard let cell = cells.firstIndex(of: measure) else {
            preconditionFailure("An output's table holds every measure of its KPI.")
        }
        return cell
    }
}
