// SPDX-License-Identifier: Apache-2.0

extension Slab {
    /// Places that are recorded together: few, because what changes is strewn over all of them, and
    /// more than one, because the recorder remembers 16 bytes of each part.
    private static var blockSize: Int { 8 }

    /// Records what changed, by blocks of places.
    ///
    /// A part holds a bit for each place in use, and the entries of those as they lie in memory.
    ///
    /// - Complexity: O(places that were ever in use).
    func record(_ kind: StateKind, to recorder: inout StateRecorder) {
        let isUsed = usedPlaces()
        recorder.open(kind)
        for block in 0..<(isUsed.count + Self.blockSize - 1) / Self.blockSize {
            let first = block * Self.blockSize
            let range = first..<min(isUsed.count, first + Self.blockSize)
            let bits = range.reduce(UInt8(0)) { isUsed[$1] ? $0 | 1 << UInt8($1 - first) : $0 }
            if bits == 0 { continue }
            recorder.part(block) { writer in
                writer.write(UInt16(MemoryLayout<Entry>.size))
                writer.write(bits)
                for place in range where isUsed[place] { writer.write(raw: self[UInt32(place)]) }
            }
        }
        recorder.close()
    }

    /// Takes recorded entries, each at its place, into a slab that is empty.
    ///
    /// - Parameters:
    ///   - kind: what it holds.
    ///   - image: the state.
    ///   - body: gets each place that is in use.
    /// - Throws: `.noRoom` where the limit is below what there is.
    mutating func restore(
        _ kind: StateKind,
        from image: StateImage,
        _ body: (UInt32) -> Void = { _ in }
    ) throws(StateError) {
        for part in image.section(kind) {
            var content = part.content
            guard try content.read(UInt16.self) == UInt16(MemoryLayout<Entry>.size) else {
                throw StateError(.otherVersion, "entries of \(kind) have another length")
            }
            let bits: UInt8 = try content.read()
            for bit in 0..<Self.blockSize where bits & 1 << UInt8(bit) != 0 {
                let place = part.number * Self.blockSize + bit
                guard place < limit else {
                    throw StateError(
                        .noRoom,
                        "the stored \(kind) need more than the \(limit) places of the limits"
                    )
                }
                restore(UInt32(place), try content.readRaw())
                body(UInt32(place))
            }
        }
    }
}
