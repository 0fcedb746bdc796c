// SPDX-License-Identifier: Apache-2.0

import CPlatform
import Synchronization

/// The values of one dimension as small numbers: 0 is absent, 1 is `other`, then in order of
/// first sight.
///
/// Values are told apart by 96 bits of two keyed hashes: one look at one place finds a value, however many
/// there are, and two of n values share them with a chance of about n²/2⁹⁷, of the longest thirty times that,
/// unless somebody who knows the key has sought them.
/// Append-only and bounded: what does not fit any more is 1 and counted. One thread interns; any
/// thread may read values and counts at any time without a lock, since an entry never moves or
/// changes once its number has been published.
@safe public final class ValueDictionary: @unchecked Sendable {
    // @unchecked: `entries[i]` is written before `published` becomes i + 1 and never after;
    // `table`, `storage` and `known` are touched by the single writer only.

    /// The number that means absent.
    public static let absent: UInt32 = 0
    /// The number that stands for all values beyond the limit.
    public static let overflow: UInt32 = 1
    /// Longer values are cut to this many bytes, at a character.
    public static let byteLimit = 256

    /// How many values are held at most.
    public let limit: Int

    /// The number of the first value.
    public static let firstNumber: UInt32 = 2

    /// From so many values on it is worth while to load a place before it is needed.
    private static let manyValues = 4_096

    private let seeds: (UInt64, UInt64)
    private let entries: UnsafeMutablePointer<ByteSlice>
    private let table: UnsafeMutablePointer<Place>
    private let mask: Int
    private let storage: UnsafeMutablePointer<ValueStorage>
    private let known: KnownIdentities
    private let published = Atomic<Int>(0)
    private let overflowed = Atomic<Int>(0)

    /// Makes an empty dictionary.
    ///
    /// - Parameters:
    ///   - limit: Values held at most, 1 to 16,777,216; 48 to 80 bytes each are set aside.
    ///   - key: Keys the hash, so that nobody can aim values at one place.
    ///   - hasIdentities: Whether its values mostly come with their identities; 16 to 32 bytes more
    ///     each are set aside for these.
    public init(limit: Int, key: IdentityKey, hasIdentities: Bool = false) {
        precondition((1...1 << 24).contains(limit), "the value limit is out of range")
        let places = Self.places(limit)
        self.limit = limit
        seeds = Self.seeds(key)
        mask = places - 1
        unsafe entries = .allocate(capacity: limit)
        unsafe table = .allocate(capacity: places)
        unsafe table.initialize(repeating: Place(), count: places)
        unsafe storage = .allocate(capacity: 1)
        unsafe storage.initialize(to: ValueStorage())
        known = KnownIdentities(limit: hasIdentities ? limit : 1)
    }

    deinit {
        unsafe storage.pointee.free()
        unsafe storage.deinitialize(count: 1)
        unsafe storage.deallocate()
        unsafe table.deallocate()
        unsafe entries.deallocate()
        known.deallocate()
    }

    /// The most bytes that a dictionary takes.
    ///
    /// - Parameters:
    ///   - limit: How many values it holds at most.
    ///   - hasIdentities: As it is made.
    /// - Returns: Bytes of values, entries and hash tables.
    public static func mostBytes(limit: Int, hasIdentities: Bool = false) -> Int {
        places(limit) * MemoryLayout<Place>.stride + limit * MemoryLayout<ByteSlice>.stride
            + ValueStorage.mostBytes(count: limit, bytesEach: byteLimit)
            + KnownIdentities.bytes(limit: hasIdentities ? limit : 1)
    }

    /// A seed for each of the two hashes; they differ whatever the key is.
    static func seeds(_ key: IdentityKey) -> (UInt64, UInt64) {
        (
            key.first &+ key.second &* 0x9E37_79B9_7F4A_7C15,
            (key.second &+ key.first &* 0xD6E8_FEB8_6659_FD93) ^ 0x8EBC_6AF0_9C88_C6E3
        )
    }

    /// Places of the hash table: no more than half of them are taken.
    private static func places(_ limit: Int) -> Int {
        var places = 16
        while places < 2 * limit { places *= 2 }
        return places
    }

    /// How many values are held: numbers 2 and up.
    public var count: Int {
        published.load(ordering: .acquiring)  // pairs with the store in `insert`
    }

    /// How often a value came that did not fit or was not admitted.
    public var overflowCount: Int {
        overflowed.load(ordering: .relaxed)  // a statistic; orders nothing
    }

    /// Counts a value that is held, but not admitted; writer only.
    func noteRefused() { overflowed.wrappingAdd(1, ordering: .relaxed) }

    /// The value of a number: empty for absent, `other` for the overflow.
    ///
    /// Any thread; the number must have come from `intern`.
    public func value(_ number: UInt32) -> String {
        guard number >= Self.firstNumber else { return number == 0 ? "" : "other" }
        let index = Int(number - Self.firstNumber)
        precondition(index < count, "the number is not one of this dictionary")
        let entry = unsafe entries[index]
        let bytes = unsafe UnsafeBufferPointer(start: entry.start, count: entry.count)
        return unsafe String(decoding: bytes, as: UTF8.self)
    }

    /// The bytes of a number's value.
    ///
    /// Any thread; the number must have come from `intern`, and be of a value.
    public func bytes(of number: UInt32) -> [UInt8] {
        let index = Int(number - Self.firstNumber)
        precondition(index < count, "the number is not one of this dictionary")
        let entry = unsafe entries[index]
        return unsafe Array(UnsafeBufferPointer(start: entry.start, count: entry.count))
    }

    /// The number of a value, which is added where it is new; writer only.
    public func intern(_ value: RawSpan) -> UInt32 {
        // The slice lives only inside the closure, as the bytes do.
        unsafe value.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return Self.absent }
            let start = unsafe base.assumingMemoryBound(to: UInt8.self)
            return unsafe intern(ByteSlice(start: start, count: buffer.count))
        }
    }

    /// The number of a value, which is added where it is new; writer only.
    public func intern(_ value: String) -> UInt32 {
        var value = value
        return value.withUTF8 { intern(unsafe RawSpan(_unsafeBytes: .init($0))) }
    }

    /// The number of a value whose identity is known; writer only.
    ///
    /// As everywhere, what has the same identity is the same. A number once given stays, so nearly
    /// always a look at the identity is enough.
    @inline(__always)
    func intern(_ bytes: ByteSlice, identity: UInt64) -> UInt32 {
        guard !bytes.isEmpty else { return Self.absent }
        let number = known.number(of: identity)
        return number != Self.absent ? number : intern(bytes, remembering: identity)
    }

    /// Starts loading what `intern(_:identity:)` will read.
    @inline(__always)
    func prefetch(identity: UInt64) { known.prefetch(identity) }

    @inline(never)
    private func intern(_ bytes: ByteSlice, remembering identity: UInt64) -> UInt32 {
        let number = intern(bytes)
        // What found no room is counted each time it comes.
        if number != Self.overflow { known.remember(number, of: identity) }
        return number
    }

    func intern(_ bytes: ByteSlice) -> UInt32 {
        guard !bytes.isEmpty else { return Self.absent }
        let value = bytes.count <= Self.byteLimit ? bytes : Self.cut(bytes)
        let (hash, check) = KeyedHash.pair(value, seeds: seeds)
        let tag = UInt32(truncatingIfNeeded: hash >> 32)
        var index = Int(truncatingIfNeeded: hash) & mask
        while true {
            let place = unsafe table + index
            let number = unsafe place.pointee.number
            if number == 0 { return insert(value, Place(check: check, tag: tag), at: index) }
            if unsafe place.pointee.check == check && place.pointee.tag == tag { return number }
            index = (index + 1) & mask
        }
    }

    /// Whether it is worth while to call `prefetch` some time before `intern`; writer only.
    var isLarge: Bool { published.load(ordering: .relaxed) >= Self.manyValues }

    /// Starts loading what `intern` will read; changes nothing that can be seen.
    func prefetch(_ value: ByteSlice) {
        // A longer one is cut first.
        guard !value.isEmpty, value.count <= Self.byteLimit else { return }
        let (hash, _) = KeyedHash.pair(value, seeds: seeds)
        unsafe sg_prefetch(table + Int(truncatingIfNeeded: hash) & mask)
    }

    @inline(never)
    private func insert(_ value: ByteSlice, _ fresh: Place, at index: Int) -> UInt32 {
        let held = published.load(ordering: .relaxed)  // own store
        guard held < limit else {
            overflowed.wrappingAdd(1, ordering: .relaxed)
            return Self.overflow
        }
        unsafe (entries + held).initialize(to: storage.pointee.keep(value))
        let number = UInt32(held) + Self.firstNumber
        var place = fresh
        place.number = number
        unsafe table[index] = place
        published.store(held + 1, ordering: .releasing)  // pairs with the load in `count`
        return number
    }

    /// The longest prefix within the limit that ends at a character.
    private static func cut(_ bytes: ByteSlice) -> ByteSlice {
        var length = byteLimit
        while length > 0, bytes[length] & 0xC0 == 0x80 { length -= 1 }
        return bytes.prefix(length)
    }

    /// One place of the hash table: a value's hashes, of the first its upper half, and its number, 0
    /// where empty.
    private struct Place: BitwiseCopyable {
        var check: UInt64 = 0
        var tag: UInt32 = 0
        var number: UInt32 = 0
    }
}
