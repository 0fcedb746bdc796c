// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct StoredNumbersTests {
    /// So many values, combinations and series that each section has several parts.
    private func made() throws -> StoredNumbers {
        var numbers = try read(StateImage())
        for number in 0..<150 as Range<UInt32> {
            numbers.values[1].append(Array("page \(number)".utf8))
            numbers.series[1].append([number])
            numbers.combinations.append([number])
            numbers.seriesOfCombinations.append([0, number])
        }
        return numbers
    }

    private func read(_ image: StateImage) throws(StateError) -> StoredNumbers {
        try StoredNumbers(image, slots: 2, groupingSets: [[], [0]], dimensions: 1)
    }

    @Test func `what is written is read again`() throws {
        let numbers = try made()
        var image = StateImage()
        numbers.write(to: &image)
        #expect(image.section(.combinations).map(\.number) == [0, 1, 2])
        let found = try read(image)
        #expect(found.values == numbers.values && found.series == numbers.series)
        #expect(found.combinations == numbers.combinations)
        #expect(found.seriesOfCombinations == numbers.seriesOfCombinations)
    }

    @Test func `what is less leaves no part of before`() throws {
        var numbers = try made()
        var image = StateImage()
        numbers.write(to: &image)
        numbers.values[1].removeLast(149)
        numbers.series[1].removeLast(149)
        numbers.write(to: &image)
        #expect(image.section(.dictionaries, 1).count == 1)
        #expect(image.section(.series, 1).count == 1)
    }

    @Test func `a part that is missing between others is damage`() throws {
        let numbers = try made()
        var image = StateImage()
        numbers.write(to: &image)
        let part = try #require(image.parts[StateKey(.dictionaries, 1)]?[2])
        image.setSection(.dictionaries, 1, [0: part, 2: part])
        #expect(throws: StateError.self) { try read(image) }
    }
}
