// SPDX-License-Identifier: Apache-2.0

/// A step of an expression over the cells of a row; others are told by their place in the same list.
enum CellExpression: BitwiseCopyable, Sendable {
    /// The number of a cell.
    case number(cell: Int)
    /// How many persons were active, by the place of their span.
    case active(span: Int)
    case scaled(Double, Int)
    case divided(Int, by: Double)
    case plus(Int, Int)
    case minus(Int, Int)
    case firstNonZero(Int, Int)
}
