// SPDX-License-Identifier: Apache-2.0

extension DistinctSketch {
    /// Bytes 0...7 of an image, as in DataSketches' `PreambleUtil`.
    enum Image {
        static let serialVersion: UInt8 = 1
        static let family: UInt8 = 7
        static let emptyFlag: UInt8 = 4
        static let compactFlag: UInt8 = 8
        static let outOfOrderFlag: UInt8 = 16
        static let list: UInt8 = 0
        static let set: UInt8 = 1
        static let registers: UInt8 = 2
        /// Registers of 8 bits, in bits 2 and 3 of the mode byte.
        static let eightBits: UInt8 = 2 << 2
        static let listLimit = 7
        static let registersStart = 40
    }

    /// The compact DataSketches image: list, set, or HLL_8 marked out of order.
    ///
    /// Canonical: equal sets of items give equal bytes, with coupons in ascending order and without
    /// the arrival-order estimate (HIP 0). A sketch that still keeps items is written as what its
    /// coupons make. Any DataSketches library reads it.
    ///
    /// - Complexity: O(size).
    public func bytes() -> [UInt8] {
        switch mode {
        case .items:
            var sketch = self
            sketch.leaveItems()
            return sketch.bytes()
        case .coupons:
            return coupons.count <= Image.listLimit ? listImage() : setImage()
        case .registers:
            return registersImage()
        }
    }

    private func header(
        words: UInt8,
        lgArray: UInt8,
        flags: UInt8,
        count: Int,
        mode: UInt8
    ) -> [UInt8] {
        [
            words, Image.serialVersion, Image.family, UInt8(lgK), lgArray, flags, UInt8(count),
            mode | Image.eightBits,
        ]
    }

    private func listImage() -> [UInt8] {
        var image = header(
            words: 2,
            lgArray: 3,
            flags: Image.compactFlag | (coupons.count == 0 ? Image.emptyFlag : 0),
            count: coupons.count,
            mode: Image.list
        )
        for word in coupons.values { image.append(littleEndian: word) }
        return image
    }

    private func setImage() -> [UInt8] {
        // The table that a reader makes: 32 slots, doubled while more than three quarters are full.
        var lgArray: UInt8 = 5
        while coupons.count * 4 > 3 << Int(lgArray) { lgArray += 1 }
        var image = header(
            words: 3,
            lgArray: lgArray,
            flags: Image.compactFlag,
            count: 0,
            mode: Image.set
        )
        image.append(littleEndian: UInt32(coupons.count))
        for word in coupons.values { image.append(littleEndian: word) }
        return image
    }

    private func registersImage() -> [UInt8] {
        // Sums of powers of two within 53 bits: exact, whatever the order of addition.
        var upper = 0.0
        var lower = 0.0
        var zeros: UInt32 = 0
        for register in registers {
            let power = Double(sign: .plus, exponent: -Int(register), significand: 1)
            if register < 32 { upper += power } else { lower += power }
            if register == 0 { zeros += 1 }
        }
        var image = header(
            words: 10,
            lgArray: 0,
            flags: Image.compactFlag | Image.outOfOrderFlag,
            count: 0,
            mode: Image.registers
        )
        image.reserveCapacity(Image.registersStart + registers.count)
        image.append(littleEndian: UInt64(0))
        image.append(littleEndian: upper.bitPattern)
        image.append(littleEndian: lower.bitPattern)
        image.append(littleEndian: zeros)
        image.append(littleEndian: UInt32(0))
        image.append(contentsOf: registers)
        return image
    }
}

extension [UInt8] {
    fileprivate mutating func append<Word: FixedWidthInteger>(littleEndian word: Word) {
        for shift in stride(from: 0, to: Word.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: word >> Word(shift)))
        }
    }
}
