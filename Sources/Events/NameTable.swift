// SPDX-License-Identifier: Apache-2.0

/// A fixed list of names that tells a name's place in it.
///
/// Made once for the process, for lists in the source (at most 255 names); never freed.
/// Complexity: O(length of the name).
@safe struct NameTable: @unchecked Sendable {
    // @unchecked: nothing changes after `init`.
    private let names: [ByteSlice]
    private let places: [UInt8]
    private let mask: Int

    /// A table in which a name's number is its index in the list.
    init(_ list: [String]) {
        precondition(list.count < 256, "a table holds at most 255 names")
        var size = 16
        while size < 4 * list.count { size *= 2 }
        mask = size - 1
        names = list.map(Self.keep)
        var places = [UInt8](repeating: 0, count: size)
        for (index, name) in names.enumerated() {
            var place = Self.place(of: name) & mask
            while places[place] != 0 { place = (place + 1) & mask }
            places[place] = UInt8(index + 1)
        }
        self.places = places
    }

    /// The index of the name in the list, or nil.
    func index(of name: ByteSlice) -> Int? {
        var place = Self.place(of: name) & mask
        while places[place] != 0 {
            let index = Int(places[place]) - 1
            if names[index].equals(name) { return index }
            place = (place + 1) & mask
        }
        return nil
    }

    private static func place(of name: ByteSlice) -> Int {
        let hash = KeyedHash.hash(name, seed: 0)
        return Int(truncatingIfNeeded: hash >> 32)
    }

    private static func keep(_ name: String) -> ByteSlice {
        let bytes = Array(name.utf8)
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
        for (index, byte) in bytes.enumerated() { unsafe copy[index] = byte }
        return unsafe ByteSlice(start: copy, count: bytes.count)
    }
}
