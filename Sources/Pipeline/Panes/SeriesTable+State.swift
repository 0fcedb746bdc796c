// SPDX-License-Identifier: Apache-2.0

extension SeriesTable {
    /// Series that are recorded together.
    static var blockSize: Int { 64 }

    /// Records the series that came: values in the order of the slots, by blocks of series.
    ///
    /// - Complexity: O(series / 64), and what is new.
    func record(_ groupingSet: Int, to recorder: inout StateRecorder) {
        let count = count
        recorder.open(.series, groupingSet)
        for first in stride(from: 0, to: count, by: Self.blockSize) {
            let range = first..<min(count, first + Self.blockSize)
            // A series never changes, so their number tells all.
            recorder.part(first / Self.blockSize, fingerprint: UInt64(range.count) << 1) { writer in
                for series in range {
                    for value in values(of: UInt32(series)) { writer.write(value) }
                }
            }
        }
        recorder.close()
    }

    /// Takes recorded series, each with its number, into a table of none but those that every table
    /// begins with.
    ///
    /// - Parameters:
    ///   - groupingSet: number of the table.
    ///   - image: the state.
    ///   - body: gets each series that was made.
    /// - Throws: `.noRoom` where the limit is below what there is.
    func restore(
        _ groupingSet: Int,
        from image: StateImage,
        _ body: (UInt32, [UInt32]) -> Void
    ) throws(StateError) {
        guard !slots.isEmpty else { return }
        let first = count
        for part in image.section(.series, groupingSet) {
            var content = part.content
            var number = part.number * Self.blockSize
            while !content.isAtEnd {
                var values: [UInt32] = []
                for _ in slots { values.append(try content.read()) }
                defer { number += 1 }
                if number < first { continue }
                let bySlot = Dictionary(uniqueKeysWithValues: zip(slots, values))
                guard let series = append({ bySlot[$0] ?? 0 }) else {
                    throw StateError(
                        .noRoom,
                        "the state has more than the \(limit) series of a grouping set"
                    )
                }
                body(series, values)
            }
        }
    }
}
