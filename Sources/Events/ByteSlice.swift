// SPDX-License-Identifier: Apache-2.0

/// Borrowed bytes inside the decoder's own buffers, or inside the value that it decodes.
///
/// The decoder makes them while it takes one element apart and keeps none past it: the reader's copy and
/// the scratch, into which slices point, stay as they are until the next element or value; so does a
/// padded value, which is not copied. Indices are checked by the callers against `count`.
@safe struct ByteSlice: BitwiseCopyable, @unchecked Sendable {
    // @unchecked: whoever owns the bytes decides which thread reads them; see the owners.
    let start: UnsafePointer<UInt8>
    let count: Int

    init(start: UnsafePointer<UInt8>, count: Int) {
        unsafe self.start = unsafe start
        self.count = count
    }

    /// A literal; its bytes live as long as the program.
    init(_ literal: StaticString) {
        unsafe self.init(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
    }

    var isEmpty: Bool { count == 0 }

    /// The bytes in memory of their own.
    var copy: [UInt8] { unsafe [UInt8](UnsafeBufferPointer(start: start, count: count)) }

    subscript(index: Int) -> UInt8 {
        @inline(__always) get { unsafe start[index] }
    }

    /// The bytes from one index up to another.
    func part(_ range: Range<Int>) -> ByteSlice {
        unsafe ByteSlice(start: start + range.lowerBound, count: range.count)
    }

    func prefix(_ length: Int) -> ByteSlice {
        unsafe ByteSlice(start: start, count: min(length, count))
    }

    /// The text without that beginning, where it has it.
    func dropping(_ beginning: StaticString) -> ByteSlice {
        let length = beginning.utf8CodeUnitCount
        guard count > length, prefix(length).equals(ByteSlice(beginning)) else { return self }
        return part(length..<count)
    }

    /// Index of the first place where another text begins in this one, or nil.
    func firstIndex(of text: ByteSlice) -> Int? {
        guard text.count <= count else { return nil }
        for index in 0...(count - text.count) where part(index..<index + text.count).equals(text) {
            return index
        }
        return nil
    }

    /// What follows the last dot, slash or colon.
    var lastName: ByteSlice {
        var begin = count
        while begin > 0, !Self.isSeparator(self[begin - 1]) { begin -= 1 }
        return part(begin..<count)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ":")
    }

    /// Eight bytes from the index, the first the lowest.
    @inline(__always)
    func word(at index: Int) -> UInt64 {
        unsafe UInt64(littleEndian: UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self))
    }

    /// The last `count % 8` bytes as the low bytes of a word, without reading past the end.
    @inline(__always)
    var lastWord: UInt64 {
        let rest = count & 7
        guard rest > 0 else { return 0 }
        if count >= 8 { return word(at: count - 8) >> UInt64(8 * (8 - rest)) }
        if rest >= 4 {
            return UInt64(half(at: 0)) | UInt64(half(at: rest - 4)) << UInt64(8 * (rest - 4))
        }
        let middle = UInt64(self[rest / 2]) << UInt64(8 * (rest / 2))
        return UInt64(self[0]) | middle | UInt64(self[rest - 1]) << UInt64(8 * (rest - 1))
    }

    @inline(__always)
    private func half(at index: Int) -> UInt32 {
        unsafe UInt32(littleEndian: UnsafeRawPointer(start + index).loadUnaligned(as: UInt32.self))
    }

    /// Whether both are the same place in memory.
    @inline(__always)
    func isSame(as other: ByteSlice) -> Bool {
        unsafe start == other.start && count == other.count
    }

    /// Whether both hold the same bytes.
    @inline(__always)
    func equals(_ other: ByteSlice) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index + 8 <= count {
            guard word(at: index) == other.word(at: index) else { return false }
            index += 8
        }
        return lastWord == other.lastWord
    }
}
