// SPDX-License-Identifier: Apache-2.0

import CPlatform

/// The numbers of a dictionary's values by their identities.
///
/// It may forget: each identity has one place, which the last one takes. `ValueDictionary` owns the
/// memory and is the only one that reads or writes it.
@safe struct KnownIdentities {
    /// An identity, 0 where there is none, and its number.
    private struct Place: BitwiseCopyable {
        var identity: UInt64
        var number: UInt32
    }

    // Allocated at full length; every index is masked.
    private let places: UnsafeMutablePointer<Place>
    private let mask: Int

    /// Places for so many identities.
    init(limit: Int) {
        let count = Self.count(limit)
        mask = count - 1
        unsafe places = .allocate(capacity: count)
        unsafe places.initialize(repeating: Place(identity: 0, number: 0), count: count)
    }

    func deallocate() { unsafe places.deallocate() }

    /// The bytes for so many identities.
    static func bytes(limit: Int) -> Int { count(limit) * MemoryLayout<Place>.stride }

    private static func count(_ limit: Int) -> Int {
        1 << (Int.bitWidth - (limit - 1).leadingZeroBitCount)
    }

    /// The number of an identity; 0: it is not known, or not any more.
    @inline(__always)
    func number(of identity: UInt64) -> UInt32 {
        let place = unsafe places[Int(truncatingIfNeeded: identity) & mask]
        return place.identity == identity ? place.number : 0
    }

    /// Starts loading what `number(of:)` will read; changes nothing that can be seen.
    @inline(__always)
    func prefetch(_ identity: UInt64) {
        unsafe sg_prefetch(places + Int(truncatingIfNeeded: identity) & mask)
    }

    /// Remembers the number of an identity, which is not 0.
    func remember(_ number: UInt32, of identity: UInt64) {
        unsafe places[Int(truncatingIfNeeded: identity) & mask] =
            Place(identity: identity, number: number)
    }
}
