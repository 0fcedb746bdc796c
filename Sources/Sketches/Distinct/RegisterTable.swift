// SPDX-License-Identifier: Apache-2.0

/// A block seen as 4,096 registers of a byte.
struct RegisterTable {
    private static let firstWord = 2
    static let count = 1 << DistinctSketch.defaultLgK

    let block: Block

    init(_ block: Block) { self.block = block }

    /// Raises the coupon's register; for the writer.
    @inline(__always)
    func insert(_ coupon: Coupon) {
        raise(coupon.index(lgK: DistinctSketch.defaultLgK), to: coupon.value)
    }

    /// Raises a register that is lower than the value; for the writer.
    @inline(__always)
    func raise(_ index: Int, to value: UInt8) {
        if block.byte(BlockSize.headerBytes &+ index) >= value { return }
        // Four registers are stored at once: one size of access for writer and readers.
        let position = Self.firstWord &+ index >> 2
        let shift = UInt32(index & 3) &* 8
        let others = block.word32(position) & ~(0xFF << shift)
        block.store32(others | UInt32(value) << shift, at: position)
    }

    /// All registers; for any thread, which then asks whether they hold.
    func read() -> [UInt8] {
        var registers: [UInt8] = []
        registers.reserveCapacity(Self.count)
        for position in 0..<(Self.count / 4) {
            let word = block.read32(Self.firstWord + position)
            registers.append(UInt8(truncatingIfNeeded: word))
            registers.append(UInt8(truncatingIfNeeded: word >> 8))
            registers.append(UInt8(truncatingIfNeeded: word >> 16))
            registers.append(UInt8(truncatingIfNeeded: word >> 24))
        }
        return registers
    }
}
