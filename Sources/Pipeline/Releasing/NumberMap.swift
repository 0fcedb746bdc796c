// SPDX-License-Identifier: Apache-2.0

import Events

/// The new numbers of what is kept, in the order of the old ones.
struct NumberMap: NumberVisitor {
    private let combinations: [UInt32?]
    private let series: [[UInt32?]]
    private let values: [[UInt32?]]

    /// Numbers what is marked.
    init(_ marks: NumberMarks) {
        func numbered(_ marks: [Bool], from first: UInt32 = 0) -> [UInt32?] {
            var next = first
            return marks.map { isMarked in
                guard isMarked else { return nil }
                defer { next += 1 }
                return next
            }
        }
        combinations = numbered(marks.combinations)
        series = marks.series.map { numbered($0) }
        values = marks.values.map { numbered($0, from: ValueDictionary.firstNumber) }
    }

    func combination(_ number: UInt32) throws(StateError) -> UInt32 {
        try Self.kept(Int(number) < combinations.count ? combinations[Int(number)] : nil)
    }

    func series(_ number: UInt32, in groupingSet: Int) throws(StateError) -> UInt32 {
        if number == 0 { return 0 }
        let known = series[groupingSet]
        return try Self.kept(Int(number) < known.count ? known[Int(number)] : nil)
    }

    func value(_ number: UInt32, of slot: Int) throws(StateError) -> UInt32 {
        try Self.kept(mention(number, of: slot))
    }

    func mention(_ number: UInt32, of slot: Int) -> UInt32? {
        guard number >= ValueDictionary.firstNumber else { return number }
        let place = Int(number - ValueDictionary.firstNumber)
        return place < values[slot].count ? values[slot][place] : nil
    }

    /// What is kept, with its parts by their new numbers.
    func applied(
        to numbers: StoredNumbers,
        groupingSets: [[Int]]
    ) throws(StateError) -> StoredNumbers {
        var kept = numbers
        for (slot, places) in values.enumerated() {
            kept.values[slot] = zip(numbers.values[slot], places).filter { $1 != nil }.map(\.0)
        }
        for (groupingSet, places) in series.enumerated() {
            kept.series[groupingSet] = []
            for (members, place) in zip(numbers.series[groupingSet], places) where place != nil {
                var renumbered: [UInt32] = []
                for (slot, value) in zip(groupingSets[groupingSet], members) {
                    renumbered.append(try self.value(value, of: slot))
                }
                kept.series[groupingSet].append(renumbered)
            }
        }
        (kept.combinations, kept.seriesOfCombinations) = ([], [])
        for (number, place) in combinations.enumerated() where place != nil {
            var members = numbers.combinations[number]
            for slot in members.indices { members[slot] = try value(members[slot], of: slot) }
            kept.combinations.append(members)
            var theirs = numbers.seriesOfCombinations[number]
            for groupingSet in theirs.indices
            where theirs[groupingSet] != CombinationTable.unknownSeries {
                theirs[groupingSet] = try series(theirs[groupingSet], in: groupingSet)
            }
            kept.seriesOfCombinations.append(theirs)
        }
        return kept
    }

    /// The same walk has marked it.
    private static func kept(_ number: UInt32?) throws(StateError) -> UInt32 {
        guard let number else {
            throw StateError(.damaged, "the state names something that was not marked")
        }
        return number
    }
}
