// SPDX-License-Identifier: Apache-2.0

/// An entry of a tracker that names combinations of dimension values by number.
protocol NamesCombinations: BitwiseCopyable {
    /// Gives every combination that it names the number that the body says.
    mutating func renumberCombinations(
        _ body: (UInt32) throws(StateError) -> UInt32
    ) throws(StateError)
}
