// SPDX-License-Identifier: Apache-2.0

/// What the value of an output is computed by.
struct OutputProgram: Sendable {
    var formula: CellFormula
    /// How many are not settled; nil: none.
    var open: Int?
    var openMoves: KPI.OpenMoves
    /// Whether nothing can change once the window has ended.
    var isSettledAtEnd: Bool
}
