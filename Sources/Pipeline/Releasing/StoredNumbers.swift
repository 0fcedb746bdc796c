// SPDX-License-Identifier: Apache-2.0

import Events

/// All that has a number in a state: the values of dimensions, their combinations, and the series.
struct StoredNumbers {
    /// The values of each slot from the first number on.
    var values: [[[UInt8]]]
    /// Of each combination the value of each slot that is grouped by.
    var combinations: [[UInt32]] = []
    /// Of each combination its series in each grouping set.
    var seriesOfCombinations: [[UInt32]] = []
    /// Of each grouping set and series the values in the order of the slots; the total has none.
    var series: [[[UInt32]]]

    /// Reads what an image that is in the order of a plan has.
    ///
    /// - Throws: `.damaged` where a number between others is missing.
    init(_ image: StateImage, slots: Int, groupingSets: [[Int]], dimensions: Int) throws(StateError)
    {
        (values, series) = ([], [])
        for slot in 0..<slots {
            var texts: [[UInt8]] = []
            try Self.read(.dictionaries, slot, RecordIngester.valuesOfPart, of: image) {
                reader throws(StateError) in
                texts.append(try reader.readCounted())
                return texts.count
            }
            values.append(texts)
        }
        for (number, slots) in groupingSets.enumerated() {
            var members: [[UInt32]] = []
            // The total is there without being written.
            if slots.isEmpty { members.append([]) }
            if !slots.isEmpty {
                try Self.read(.series, number, SeriesTable.blockSize, of: image) {
                    reader throws(StateError) in
                    members.append(try reader.readNumbers(slots.count))
                    return members.count
                }
            }
            series.append(members)
        }
        var (made, theirs): ([[UInt32]], [[UInt32]]) = ([], [])
        try Self.read(.combinations, 0, CombinationTable.blockSize, of: image) {
            reader throws(StateError) in
            made.append(try reader.readNumbers(dimensions))
            theirs.append(try reader.readNumbers(groupingSets.count))
            return made.count
        }
        (combinations, seriesOfCombinations) = (made, theirs)
    }

    /// Writes all of it in the place of what an image has.
    func write(to image: inout StateImage) {
        for (slot, texts) in values.enumerated() {
            image.setSection(
                .dictionaries,
                slot,
                Self.parts(texts, RecordIngester.valuesOfPart) { $0.write(counted: $1) }
            )
        }
        for (number, members) in series.enumerated() where members.first?.isEmpty == false {
            image.setSection(
                .series,
                number,
                Self.parts(members, SeriesTable.blockSize) { writer, values in
                    for value in values { writer.write(value) }
                }
            )
        }
        image.setSection(
            .combinations,
            0,
            Self.parts(Array(zip(combinations, seriesOfCombinations)), CombinationTable.blockSize) {
                writer,
                member in
                for value in member.0 + member.1 { writer.write(value) }
            }
        )
    }

    /// Reads a section of things that are numbered without gaps; the body reads one of them and tells
    /// how many there are by then.
    private static func read(
        _ kind: StateKind,
        _ index: Int,
        _ blockSize: Int,
        of image: StateImage,
        _ body: (inout StateReader) throws(StateError) -> Int
    ) throws(StateError) {
        var count = 0
        for part in image.section(kind, index) {
            guard part.number * blockSize == count else {
                throw StateError(.damaged, "the state lacks a part of \(kind) \(index)")
            }
            var content = part.content
            while !content.isAtEnd { count = try body(&content) }
        }
    }

    private static func parts<Member>(
        _ members: [Member],
        _ blockSize: Int,
        _ body: (inout StateWriter, Member) -> Void
    ) -> [UInt32: [UInt8]] {
        var parts: [UInt32: [UInt8]] = [:]
        for first in stride(from: 0, to: members.count, by: blockSize) {
            var writer = StateWriter()
            for member in members[first..<min(members.count, first + blockSize)] {
                body(&writer, member)
            }
            parts[UInt32(first / blockSize)] = writer.bytes
        }
        return parts
    }
}

extension StateReader {
    fileprivate mutating func readNumbers(_ count: Int) throws(StateError) -> [UInt32] {
        var numbers: [UInt32] = []
        numbers.reserveCapacity(count)
        for _ in 0..<count { numbers.append(try read()) }
        return numbers
    }
}
