// SPDX-License-Identifier: Apache-2.0

import Events

/// Which values, combinations and series something in a state names.
struct NumberMarks: NumberVisitor {
    private(set) var combinations: [Bool]
    /// By grouping set.
    private(set) var series: [[Bool]]
    /// By slot; values less the first number.
    private(set) var values: [[Bool]]

    /// Marks of nothing but what every state has: the combinations of absent values and of `other`, and
    /// their series.
    init(_ numbers: StoredNumbers) {
        func marks(_ count: Int, reserved: Int) -> [Bool] { (0..<count).map { $0 < reserved } }
        combinations = marks(numbers.combinations.count, reserved: Self.reserved)
        series = numbers.series.map { marks($0.count, reserved: Self.reserved) }
        values = numbers.values.map { marks($0.count, reserved: 0) }
    }

    /// The first combinations of a table and the first series of a grouping set.
    private static let reserved = Int(CombinationTable.overflow) + 1

    mutating func combination(_ number: UInt32) throws(StateError) -> UInt32 {
        guard number < combinations.count else { throw Self.unknown("combination", number) }
        combinations[Int(number)] = true
        return number
    }

    mutating func series(_ number: UInt32, in groupingSet: Int) throws(StateError) -> UInt32 {
        // The first is there even where none was written.
        if number == 0 { return 0 }
        guard number < series[groupingSet].count else { throw Self.unknown("series", number) }
        series[groupingSet][Int(number)] = true
        return number
    }

    mutating func value(_ number: UInt32, of slot: Int) throws(StateError) -> UInt32 {
        if let place = try place(of: number, slot) { values[slot][place] = true }
        return number
    }

    func mention(_ number: UInt32, of slot: Int) throws(StateError) -> UInt32? {
        _ = try place(of: number, slot)
        return number
    }

    /// Marks what marked combinations and series name themselves.
    mutating func close(over numbers: StoredNumbers, groupingSets: [[Int]]) throws(StateError) {
        for (number, isMarked) in combinations.enumerated() where isMarked {
            for (slot, value) in numbers.combinations[number].enumerated() {
                _ = try self.value(value, of: slot)
            }
            for (groupingSet, series) in numbers.seriesOfCombinations[number].enumerated()
            where series != CombinationTable.unknownSeries {
                _ = try self.series(series, in: groupingSet)
            }
        }
        for (groupingSet, marks) in series.enumerated() {
            for (number, isMarked) in marks.enumerated() where isMarked {
                let members = numbers.series[groupingSet][number]
                for (slot, value) in zip(groupingSets[groupingSet], members) {
                    _ = try self.value(value, of: slot)
                }
            }
        }
    }

    /// Where a value's mark is; nil: it is absent or `other`, which always are.
    private func place(of number: UInt32, _ slot: Int) throws(StateError) -> Int? {
        guard number >= ValueDictionary.firstNumber else { return nil }
        let place = Int(number - ValueDictionary.firstNumber)
        guard place < values[slot].count else { throw Self.unknown("value", number) }
        return place
    }

    private static func unknown(_ what: String, _ number: UInt32) -> StateError {
        StateError(.damaged, "the state names the \(what) \(number), which there is not")
    }
}
