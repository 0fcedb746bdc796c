// SPDX-License-Identifier: Apache-2.0

/// An entry of a tracker that names combinations of dimension values by number.
protocol NamesCombinations: BitwiseCopyable {
    /// Gives every combination that it names the number that the body says.
    mutating func renumberCombinations(
        _ body: (UInt32) throws(StateError) -> UInt32
    ) throws(StateError)
}

/// An entry that names just one.
protocol NamesOneCombination: NamesCombinations {
    var combination: UInt32 { get set }
}

extension NamesOneCombination {
    mutating func renumberCombinations(
        _ body: (UInt32) throws(StateError) -> UInt32
    ) throws(StateError) {
        combination = try body(combination)
    }
}
