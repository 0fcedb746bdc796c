// SPDX-License-Identifier: Apache-2.0

extension TableShard {
    /// Slots that are recorded together; see `Slab`.
    private static var blockSize: Int { 8 }

    /// Records the slots by blocks; a block without entries is no part.
    ///
    /// A part holds its entries' slots as they lie in memory, the key first.
    ///
    /// - Parameters:
    ///   - recorder: takes them.
    ///   - number: the number of a block's part.
    /// - Complexity: O(slots).
    func record(to recorder: inout StateRecorder, number: (_ block: Int) -> Int) {
        for block in 0..<(capacity + Self.blockSize - 1) / Self.blockSize {
            let range = block * Self.blockSize..<min(capacity, (block + 1) * Self.blockSize)
            guard range.contains(where: { self[$0] != nil }) else { continue }
            recorder.part(number(block), fingerprint: fingerprint(range)) { writer in
                writer.write(UInt16(MemoryLayout<Slot>.size))
                for position in range {
                    if let slot = self[position] { writer.write(raw: slot) }
                }
            }
        }
    }

    /// How many entries a recorded block has.
    static func entryCount(of content: StateReader) -> Int {
        content.byteCount / MemoryLayout<Slot>.size
    }

    /// The entries of a recorded block.
    static func entries(in content: StateReader) throws(StateError) -> [Slot] {
        var (content, slots) = (content, [Slot]())
        guard try content.read(UInt16.self) == UInt16(MemoryLayout<Slot>.size) else {
            throw StateError(.otherVersion, "entries of a table have another length")
        }
        while !content.isAtEnd { slots.append(try content.readRaw()) }
        return slots
    }

    private subscript(position: Int) -> Slot? {
        guard let slot = unsafe slots?[position], slot.key != 0 else { return nil }
        return slot
    }

    private func fingerprint(_ range: Range<Int>) -> UInt64 {
        guard let slots = unsafe slots else { return 0 }
        let bytes = unsafe UnsafeRawBufferPointer(
            start: slots + range.lowerBound,
            count: range.count * MemoryLayout<Slot>.stride
        )
        return unsafe XXHash64.hash(bytes)
    }
}
