// SPDX-License-Identifier: Apache-2.0

/// A KPI's formula for one table, with cells in the place of measures and the places of expressions.
enum CellFormula: BitwiseCopyable, Sendable {
    case count(Int)
    case distinct(cell: Int, plus: Int?)
    case ratio(num: Int, den: Int, isShare: Bool)
    case top(cell: Int, limit: Int)
    case mean(Mean)
    case spread(sum: Int, squares: Int, count: Int)
    case net(up: Int, down: Int, of: Int)
    case quantile(Double, histogram: Int, count: Int, steps: Double)
    case growth(Int, of: Grown)
    /// `whole`: in the total's table.
    case share(Int, whole: Int, isShare: Bool)
    case single(cell: Int, steps: Double)

    /// What a growth is of, since each is unsure in its own way.
    enum Grown: BitwiseCopyable, Sendable {
        case counts
        case distinct(cell: Int)
        /// Nobody knows how unsure.
        case other
    }

    /// The cells of a mean of times in ms.
    struct Mean: BitwiseCopyable, Sendable {
        var sum, squares, histogram, count: Int
        /// By how much the squares are too large.
        var squareSteps: Double
        var canBeNegative: Bool
    }
}
