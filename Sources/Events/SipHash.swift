// SPDX-License-Identifier: Apache-2.0

/// SipHash-2-4 with 64 bits of result (Aumasson and Bernstein, 2012).
///
/// Under a secret key nobody can aim at collisions or find ids by trying. Complexity: linear in
/// the bytes, about 1 ns for each.
@frozen public struct SipHash: Sendable, BitwiseCopyable {
    private let first: UInt64
    private let second: UInt64

    /// A hash under that key.
    public init(key: IdentityKey) {
        first = key.first
        second = key.second
    }

    /// The hash of the bytes as the paper defines it.
    public func hash(_ bytes: RawSpan) -> UInt64 {
        // The slice lives only inside the closure, as the bytes do.
        unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return hash(ByteSlice("")) }
            let start = unsafe base.assumingMemoryBound(to: UInt8.self)
            return unsafe hash(ByteSlice(start: start, count: buffer.count))
        }
    }

    func hash(_ bytes: ByteSlice) -> UInt64 {
        let last = bytes.lastWord | UInt64(truncatingIfNeeded: bytes.count) << 56
        return finish(absorb(bytes), last)
    }

    /// The hash of the bytes and one byte of salt behind them.
    @inline(__always)
    func hash(_ bytes: ByteSlice, salt: UInt8) -> UInt64 {
        var state = absorb(bytes)
        let rest = UInt64(bytes.count & 7)
        let word = bytes.lastWord | UInt64(salt) << (8 * rest)
        let length = UInt64(truncatingIfNeeded: bytes.count + 1) << 56
        guard rest < 7 else {
            state.compress(word)
            return finish(state, length)
        }
        return finish(state, word | length)
    }

    /// The hash of an id of that kind; never 0, which means absent.
    @inline(__always)
    func identity(_ bytes: ByteSlice, _ kind: IdentityKind) -> UInt64 {
        max(hash(bytes, salt: kind.rawValue), 1)
    }

    /// The hash of two hashes of which the order matters; never 0.
    func identity(_ left: UInt64, _ right: UInt64, _ kind: IdentityKind) -> UInt64 {
        var state = State(first, second)
        state.compress(left)
        state.compress(right)
        return max(finish(state, UInt64(kind.rawValue) | 17 << 56), 1)
    }

    /// Begins a hash of several texts.
    ///
    /// It is under another key than those of single texts, so that no text stands for several.
    @inline(__always)
    func beginParts() -> State { State(first, ~second) }

    /// The hash of the texts that were added, of that kind; never 0.
    @inline(__always)
    func identity(_ parts: State, _ kind: IdentityKind) -> UInt64 {
        max(finish(parts, UInt64(kind.rawValue)), 1)
    }

    /// This hash under a key of its own for a value: equal ids of two sources must differ.
    func derived(for value: ByteSlice, _ kind: IdentityKind) -> SipHash {
        let tweak = hash(value, salt: kind.rawValue)
        return SipHash(key: IdentityKey(first: first ^ tweak, second: second))
    }

    @inline(__always)
    private func absorb(_ bytes: ByteSlice) -> State {
        var state = State(first, second)
        state.absorb(bytes)
        return state
    }

    @inline(__always)
    private func finish(_ absorbed: State, _ last: UInt64) -> UInt64 {
        var state = absorbed
        state.compress(last)
        state.v2 ^= 0xFF
        for _ in 0..<4 { state.round() }
        return state.v0 ^ state.v1 ^ state.v2 ^ state.v3
    }
}

extension SipHash {
    /// The four words of the function's state.
    @frozen @usableFromInline
    struct State: BitwiseCopyable {
        var v0, v1, v2, v3: UInt64

        @inline(__always)
        init(_ first: UInt64, _ second: UInt64) {
            v0 = first ^ 0x736F_6D65_7073_6575
            v1 = second ^ 0x646F_7261_6E64_6F6D
            v2 = first ^ 0x6C79_6765_6E65_7261
            v3 = second ^ 0x7465_6462_7974_6573
        }

        @inline(__always)
        mutating func compress(_ word: UInt64) {
            v3 ^= word
            round()
            round()
            v0 ^= word
        }

        /// Adds a text at its place among several: place and length, then its bytes in whole words.
        @inline(__always)
        mutating func add(_ text: ByteSlice, at place: Int) {
            compress(UInt64(place) << 32 | UInt64(text.count))
            absorb(text)
            if text.count & 7 != 0 { compress(text.lastWord) }
        }

        /// Takes in the whole words of a text; its last bytes, up to seven, are left.
        @inline(__always)
        mutating func absorb(_ text: ByteSlice) {
            var index = 0
            while index &+ 8 <= text.count {
                compress(text.word(at: index))
                index &+= 8
            }
        }

        @inline(__always)
        mutating func round() {
            v0 = v0 &+ v1
            v1 = (v1 << 13 | v1 >> 51) ^ v0
            v0 = v0 << 32 | v0 >> 32
            v2 = v2 &+ v3
            v3 = (v3 << 16 | v3 >> 48) ^ v2
            v0 = v0 &+ v3
            v3 = (v3 << 21 | v3 >> 43) ^ v0
            v2 = v2 &+ v1
            v1 = (v1 << 17 | v1 >> 47) ^ v2
            v2 = v2 << 32 | v2 >> 32
        }
    }
}
