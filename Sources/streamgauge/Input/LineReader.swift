// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The lines of an input, one after the other.
///
/// Memory is bounded: of a line beyond `lengthLimit` only the beginning is kept, one byte more than
/// the limit, so that whoever takes it can tell. Owns the memory of `buffer`; `rest` lies in it.
@safe struct LineReader: ~Copyable {
    private static var blockSize: Int { 256 << 10 }

    /// Number of the line read last, from 1.
    private(set) var number = 0
    private var input: InputBytes
    private let lengthLimit: Int
    private let buffer: UnsafeMutableRawBufferPointer
    /// What of `buffer` was not handed out yet.
    private var rest = 0..<0
    /// The line read last.
    private var current = 0..<0
    private var isAtEnd = false

    /// The lines of an input.
    init(_ input: consuming InputBytes, lengthLimit: Int) {
        self.input = input
        self.lengthLimit = lengthLimit
        unsafe buffer = .allocate(byteCount: lengthLimit + 1 + Self.blockSize, alignment: 64)
    }

    deinit { unsafe buffer.deallocate() }

    /// What messages call the input.
    var name: String { input.name }

    /// Bytes read from the file itself.
    var readCount: Int { input.readCount }

    /// The line read last, without its end.
    var line: RawSpan {
        @_lifetime(borrow self) get {
            // Nothing changes the buffer while the reader is borrowed.
            let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[current])
            return unsafe _overrideLifetime(RawSpan(_unsafeBytes: bytes), borrowing: self)
        }
    }

    /// Reads the next line; false: there is none.
    mutating func advance() throws(ProgramError) -> Bool {
        var searched = 0
        while true {
            if let end = newline(from: rest.lowerBound + searched) {
                return take(rest.lowerBound..<end, rest: end + 1)
            }
            searched = rest.count
            if isAtEnd { return rest.isEmpty ? false : take(rest, rest: rest.upperBound) }
            if rest.count > lengthLimit {
                let kept = 0..<lengthLimit + 1
                moveToFront()
                rest = kept.upperBound..<rest.upperBound
                try skipLine(keeping: kept.upperBound)
                return take(kept, rest: rest.lowerBound)
            }
            moveToFront()
            try fill()
        }
    }

    private mutating func take(_ line: Range<Int>, rest start: Int) -> Bool {
        number += 1
        current = line
        rest = start..<rest.upperBound
        return true
    }

    private func newline(from start: Int) -> Int? {
        guard start < rest.upperBound, let base = unsafe buffer.baseAddress,
            let found = unsafe memchr(base + start, 0x0A, rest.upperBound - start)
        else { return nil }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private mutating func moveToFront() {
        guard rest.lowerBound > 0, let base = unsafe buffer.baseAddress else { return }
        unsafe memmove(base, base + rest.lowerBound, rest.count)
        rest = 0..<rest.count
    }

    /// Reads on behind what is there.
    private mutating func fill() throws(ProgramError) {
        let free = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[rest.upperBound...])
        let count = try unsafe input.read(into: free)
        rest = rest.lowerBound..<rest.upperBound + count
        isAtEnd = count == 0
    }

    /// Drops what comes up to the next line end, but for the first bytes of the buffer.
    private mutating func skipLine(keeping kept: Int) throws(ProgramError) {
        while !isAtEnd {
            if let end = newline(from: rest.lowerBound) {
                rest = end + 1..<rest.upperBound
                return
            }
            rest = kept..<kept
            try fill()
        }
    }
}
