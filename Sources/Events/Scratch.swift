// SPDX-License-Identifier: Apache-2.0

/// Room for the texts that have to be rewritten while one element is decoded.
///
/// A text is at most `textLimit` bytes; what would exceed it, or the room as a whole, is dropped.
/// Slices stay valid until `reset`.
@safe struct Scratch: ~Copyable, @unchecked Sendable {
    // @unchecked: noncopyable, so one thread has it at a time.

    /// Bytes of one text.
    static let textLimit = 4096

    private static let capacity = 32 * textLimit
    /// So that sixteen bytes can be read anywhere, and eight written.
    private static let padding = 16

    private let base: UnsafeMutablePointer<UInt8>
    private var begin = 0
    private var end = 0

    init() {
        let size = Self.capacity + Self.padding
        unsafe base = .allocate(capacity: size)
        unsafe base.initialize(repeating: 0, count: size)
    }

    deinit { unsafe base.deallocate() }

    /// Forgets every text.
    mutating func reset() {
        begin = 0
        end = 0
    }

    /// Begins a text.
    mutating func start() { begin = end }

    mutating func append(_ byte: UInt8) {
        guard end < Self.capacity, end - begin < Self.textLimit else { return }
        unsafe base[end] = byte
        end += 1
    }

    mutating func append(_ bytes: ByteSlice) {
        let count = min(bytes.count, room)
        unsafe (base + end).update(from: bytes.start, count: count)
        end += count
    }

    /// Appends bytes in lower case.
    mutating func append(lowered bytes: ByteSlice) {
        let text = bytes.prefix(room)
        let target = unsafe UnsafeMutableRawPointer(base + end)
        var index = 0
        while index &+ 8 <= text.count {
            let word = text.word(at: index).loweredBytes.littleEndian
            unsafe target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
            index &+= 8
        }
        let word = text.lastWord.loweredBytes.littleEndian
        unsafe target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
        end += text.count
    }

    /// Bytes that the text may still get.
    private var room: Int { min(Self.capacity - end, Self.textLimit - (end - begin)) }

    /// The text since `start`.
    var text: ByteSlice { unsafe ByteSlice(start: base + begin, count: end - begin) }
}
