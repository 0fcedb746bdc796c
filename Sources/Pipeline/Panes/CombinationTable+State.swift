// SPDX-License-Identifier: Apache-2.0

extension CombinationTable {
    /// Combinations that are recorded together.
    static var blockSize: Int { 64 }

    /// Records the combinations and series that came.
    ///
    /// - Complexity: O((combinations + series) / 64), and what is new.
    func record(to recorder: inout StateRecorder) {
        for (number, table) in series.enumerated() { table.record(number, to: &recorder) }
        recorder.open(.combinations)
        for first in stride(from: 0, to: count, by: Self.blockSize) {
            let range = first..<min(count, first + Self.blockSize)
            // A combination never changes, so their number tells all.
            recorder.part(first / Self.blockSize, fingerprint: UInt64(range.count) << 1) { writer in
                for combination in range {
                    for slot in 0..<dimensionCount {
                        writer.write(value(of: UInt32(combination), slot: slot))
                    }
                    for groupingSet in series.indices {
                        writer.write(self.series(of: UInt32(combination), in: groupingSet))
                    }
                }
            }
        }
        recorder.close()
    }

    /// Takes recorded combinations and series, each with its number, into a table that has none of
    /// its own.
    mutating func restore(from image: StateImage) throws(StateError) {
        for (number, table) in series.enumerated() {
            var made: [(UInt32, [UInt32])] = []
            try table.restore(number, from: image) { made.append(($0, $1)) }
            for (series, values) in made { remember(series, values, in: number) }
        }
        for part in image.section(.combinations) {
            var content = part.content
            var number = part.number * Self.blockSize
            while !content.isAtEnd {
                var values = InlineArray<8, UInt32>(repeating: 0)
                for slot in 0..<dimensionCount { values[slot] = try content.read() }
                var series: [UInt32] = []
                for _ in self.series { series.append(try content.read()) }
                // The first two are there from the beginning.
                if number > Int(Self.overflow) {
                    guard restore(values, series) else {
                        throw StateError(
                            .noRoom,
                            "the state has more combinations of dimension values than there is room"
                        )
                    }
                }
                number += 1
            }
        }
    }
}
