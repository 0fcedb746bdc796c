// SPDX-License-Identifier: Apache-2.0

extension ByteSlice {
    /// Looks for the first byte that is marked.
    ///
    /// - Parameters:
    ///   - range: Where to look.
    ///   - marks: Of eight bytes the high bit of each that is looked for, right up to the lowest; none
    ///     of a zero byte, which stands for what is behind the range.
    /// - Returns: Its index, or the range's end.
    @inline(__always)
    func first(in range: Range<Int>, _ marks: (UInt64) -> UInt64) -> Int {
        var index = range.lowerBound
        while index &+ 8 <= range.upperBound {
            let found = marks(word(at: index))
            if found != 0 { return index &+ found.trailingZeroBitCount &>> 3 }
            index &+= 8
        }
        let found = marks(part(range).lastWord)
        return found != 0 ? index &+ found.trailingZeroBitCount &>> 3 : range.upperBound
    }

    /// Index of the first such byte in the range, or nil.
    @inline(__always)
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        let index = first(in: range) { $0.matches(byte) }
        return index < range.upperBound ? index : nil
    }
}
