// SPDX-License-Identifier: Apache-2.0

/// A fixed list of names that tells a name's place in it.
///
/// Made once for the process, for lists in the source or the settings; never freed.
/// Complexity: O(length of the name).
@safe struct NameTable: @unchecked Sendable {
    // @unchecked: nothing changes after `init`.
    /// Names of one list, so that the number of one fits 16 bits.
    static let limit = 65_535

    private let names: UnsafeMutablePointer<ByteSlice>
    /// Index of a name plus one, or 0 where no name has its place.
    private let places: UnsafeMutablePointer<UInt16>
    private let mask: Int
    /// A bit for each name: most texts that are none of them have another.
    private let signs: UInt64

    /// A table in which a name's number is its index in the list.
    init(_ list: [String]) {
        precondition(list.count <= Self.limit, "a table holds at most 65,535 names")
        var size = 16
        while size < 4 * list.count { size *= 2 }
        mask = size - 1
        var signs: UInt64 = 0
        unsafe names = .allocate(capacity: list.count)
        unsafe places = .allocate(capacity: size)
        unsafe places.initialize(repeating: 0, count: size)
        for (index, text) in list.enumerated() {
            let name = ByteSlice(keeping: text)
            var place = Self.place(of: name) & mask
            while unsafe places[place] != 0 { place = (place + 1) & mask }
            unsafe places[place] = UInt16(index + 1)
            unsafe (names + index).initialize(to: name)
            signs |= Self.sign(of: name)
        }
        self.signs = signs
    }

    /// The index of the name in the list, or nil.
    @inline(__always)
    func index(of name: ByteSlice) -> Int? {
        signs & Self.sign(of: name) == 0 ? nil : probe(name)
    }

    private func probe(_ name: ByteSlice) -> Int? {
        var place = Self.place(of: name) & mask
        while unsafe places[place] != 0 {
            let index = Int(unsafe places[place]) - 1
            if unsafe names[index].equals(name) { return index }
            place = (place + 1) & mask
        }
        return nil
    }

    /// The name with that index.
    subscript(index: Int) -> ByteSlice { unsafe names[index] }

    /// By the first byte and the length.
    @inline(__always)
    private static func sign(of name: ByteSlice) -> UInt64 {
        let first = name.isEmpty ? 0 : name[0]
        return 1 << ((UInt64(first) &+ UInt64(truncatingIfNeeded: name.count) &* 21) & 63)
    }

    private static func place(of name: ByteSlice) -> Int {
        let hash = KeyedHash.hash(name, seed: 0)
        return Int(truncatingIfNeeded: hash >> 32)
    }
}

extension ByteSlice {
    /// A copy of a text that lives as long as the program.
    init(keeping text: String) { self.init(keeping: Array(text.utf8)) }

    /// A copy of bytes that lives as long as the program.
    init(keeping bytes: [UInt8]) {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
        for (index, byte) in bytes.enumerated() { unsafe copy[index] = byte }
        unsafe self.init(start: copy, count: bytes.count)
    }
}
