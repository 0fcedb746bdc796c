// SPDX-License-Identifier: Apache-2.0

/// What of the definitions counts only from some time on, because stored state was counted without it.
///
/// Facts before a cell's time are neither counted in it nor taken back from it: they may have happened
/// when nobody counted them. Empty: everything is as old as the application.
struct Freshness: Sendable, Equatable {
    /// Later than any window, ms: the end of the year 9999.
    static var never: Int64 { 253_402_300_799_999 }

    /// From when on a cell counts facts, ms, by table of the plan and cell; `Int64.min`: always.
    var cells: [[Int64]] = []
    /// From when on everything was seen that an output rests on, ms, by output of the plan.
    var outputs: [Int64] = []
    /// From when on an output is told by its definition, ms, by output of the plan.
    var beginnings: [Int64] = []

    /// From when on a cell counts facts, ms.
    func from(table: Int, cell: Int) -> Int64 { cells.isEmpty ? .min : cells[table][cell] }

    /// From when on everything was seen that an output rests on, ms.
    func completeFrom(_ output: Int) -> Int64 { outputs.isEmpty ? .min : outputs[output] }

    /// From when on an output is told by its definition, ms; `Int64.min`: always.
    func began(_ output: Int) -> Int64 { beginnings.isEmpty ? .min : beginnings[output] }
}
