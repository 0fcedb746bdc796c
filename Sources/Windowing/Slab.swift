// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Entries of a fixed number of 64-bit words that never move and are freed only all together.
///
/// A reader that holds a stale pointer therefore always reads valid memory and finds out by the
/// entry's sequence word that the entry was recycled. Segments double in size; an entry is written
/// for the first time when it is first taken, so memory becomes resident only as it is used.
///
/// - Note: Writer thread only.
@safe struct Slab: ~Copyable {
    // `@safe`: segments are its own, and a number is below `everTaken`.

    /// Words every entry begins with.
    enum Prefix {
        /// Odd while the entry is free or changes its identity.
        static let sequence = 0
        /// The next entry of the list that the entry is in: as a pointer's bits, 0 at the end.
        static let link = 1
        /// The entry's number in the upper half, the owner's value in the lower half.
        static let number = 2
    }

    private static let firstSegment = 64
    private static let maximumSegments = 26

    private let wordsPerEntry: Int
    // Segment k holds `firstSegment << k` entries; numbers run on from segment to segment.
    private let segments: UnsafeMutablePointer<UnsafeMutablePointer<Atomic<UInt64>>?>
    private var everTaken = 0
    private var free: UnsafeMutablePointer<Atomic<UInt64>>?

    init(wordsPerEntry: Int) {
        precondition(wordsPerEntry > Prefix.number, "an entry holds at least its prefix")
        self.wordsPerEntry = wordsPerEntry
        unsafe segments = .allocate(capacity: Self.maximumSegments)
        unsafe segments.initialize(repeating: nil, count: Self.maximumSegments)
    }

    // The slab allocated the segments and nothing else frees them. Words are trivial: no deinitialize.
    deinit {
        for index in 0..<Self.maximumSegments { unsafe segments[index]?.deallocate() }
        unsafe segments.deallocate()
    }

    /// An entry whose sequence is odd and whose other words are those of its last life (0 at first).
    ///
    /// - Complexity: O(1), O(`wordsPerEntry`) at an entry's first life.
    mutating func take() -> UnsafeMutablePointer<Atomic<UInt64>> {
        if let entry = unsafe free {
            let next = unsafe UInt(entry[Prefix.link].load(ordering: .relaxed))
            unsafe free = UnsafeMutablePointer(bitPattern: next)
            return unsafe entry
        }
        let number = everTaken
        everTaken += 1
        let (segment, offset) = Self.place(of: number)
        precondition(segment < Self.maximumSegments, "a slab numbers its entries with 32 bits")
        if offset == 0 {
            let capacity = (Self.firstSegment << segment) * wordsPerEntry
            unsafe segments[segment] = .allocate(capacity: capacity)
        }
        let entry = unsafe segments[segment].unsafelyUnwrapped + offset * wordsPerEntry
        for index in 0..<wordsPerEntry { unsafe (entry + index).initialize(to: Atomic(0)) }
        unsafe entry[Prefix.sequence].store(1, ordering: .relaxed)
        unsafe entry[Prefix.number].store(UInt64(number) << 32, ordering: .relaxed)
        return unsafe entry
    }

    /// Puts an entry, whose sequence is odd, on the free list.
    mutating func give(_ entry: UnsafeMutablePointer<Atomic<UInt64>>) {
        // Releasing: a reader that follows this link sees the odd sequence when it looks again.
        unsafe entry[Prefix.link].store(UInt64(UInt(bitPattern: free)), ordering: .releasing)
        unsafe free = entry
    }

    /// The entry of a number that `take` gave out.
    func entry(_ number: UInt32) -> UnsafeMutablePointer<Atomic<UInt64>> {
        let (segment, offset) = Self.place(of: Int(number))
        return unsafe segments[segment].unsafelyUnwrapped + offset * wordsPerEntry
    }

    private static func place(of number: Int) -> (segment: Int, offset: Int) {
        let shifted = number &+ firstSegment
        let log2 = Int.bitWidth &- 1 &- shifted.leadingZeroBitCount
        return (log2 &- firstSegment.trailingZeroBitCount, shifted &- (1 &<< log2))
    }
}
