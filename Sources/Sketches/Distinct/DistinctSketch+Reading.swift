// SPDX-License-Identifier: Apache-2.0

extension DistinctSketch {
    /// Reads a compact DataSketches image: list, set, or registers of 8 bits.
    ///
    /// - Parameter bytes: one whole image, as `bytes()` or a DataSketches library wrote it.
    /// - Throws: `SketchError` saying what is wrong with the bytes.
    /// - Complexity: O(size), O(size * log size) when coupons are not in order.
    public init(bytes: [UInt8]) throws(SketchError) {
        guard bytes.count >= 8 else { throw .wrongLength }
        let lgK = Int(bytes[3])
        guard bytes[1] == Image.serialVersion, bytes[2] == Image.family, (4...21).contains(lgK)
        else {
            throw .unknownFormat
        }
        guard bytes[5] & Image.compactFlag != 0 else { throw .unsupportedKind }
        switch (bytes[7] & 3, bytes[0]) {
        case (Image.list, 2):
            let count = Int(bytes[6])
            self = try Self.coupons(in: bytes, from: 8, count: count, lgK: lgK)
        case (Image.set, 3):
            guard bytes.count >= 12 else { throw .wrongLength }
            let count = Int(Self.word(in: bytes, at: 8))
            self = try Self.coupons(in: bytes, from: 12, count: count, lgK: lgK)
        case (Image.registers, 10):
            guard bytes[7] & 12 == Image.eightBits else { throw .unsupportedKind }
            self = try Self.registers(in: bytes, lgK: lgK)
        default:
            throw .unknownFormat
        }
    }

    /// Makes a sketch of items that were kept, as `exactItems` gave them.
    ///
    /// - Parameters:
    ///   - items: in any order; 0 is ignored.
    ///   - exactLimit: the exact limit of the sketch they come from.
    public init(exactItems items: some Sequence<UInt64>, exactLimit: Int) {
        self.init(exactLimit: exactLimit)
        for item in items { insert(item) }
    }

    private static func coupons(
        in bytes: [UInt8],
        from start: Int,
        count: Int,
        lgK: Int
    ) throws(SketchError) -> DistinctSketch {
        guard bytes.count == start + 4 * count else { throw .wrongLength }
        var words: [UInt32] = []
        words.reserveCapacity(count)
        for index in 0..<count {
            let word = word(in: bytes, at: start + 4 * index)
            guard Coupon(word: word).value > 0 else { throw .invalidContent }
            words.append(word)
        }
        return DistinctSketch(lgK: lgK, coupons: SortedWords(unsorted: words))
    }

    private static func registers(
        in bytes: [UInt8],
        lgK: Int
    ) throws(SketchError) -> DistinctSketch {
        guard bytes.count == Image.registersStart + 1 << lgK else { throw .wrongLength }
        let registers = Array(bytes[Image.registersStart...])
        guard registers.allSatisfy({ $0 <= 63 }) else { throw .invalidContent }
        return DistinctSketch(lgK: lgK, registers: registers)
    }

    private static func word(in bytes: [UInt8], at offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
    }
}
