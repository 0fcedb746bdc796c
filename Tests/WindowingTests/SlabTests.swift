// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import Windowing

struct SlabTests {
    @Test func `entries have their own words across segments and are found by number`() {
        var slab = Slab(wordsPerEntry: 4)
        var addresses: Set<UInt> = []
        for number in 0..<1_000 as Range<UInt32> {
            let entry = unsafe slab.take()
            unsafe entry[3].store(UInt64(number), ordering: .relaxed)
            addresses.insert(UInt(bitPattern: entry))
            let stored = unsafe UInt32(entry[Slab.Prefix.number].load(ordering: .relaxed) >> 32)
            #expect(stored == number)
        }
        #expect(addresses.count == 1_000)
        for number in 0..<1_000 as Range<UInt32> {
            let word = unsafe slab.entry(number)[3].load(ordering: .relaxed)
            #expect(word == UInt64(number))
        }
    }

    @Test func `a given entry is taken again before a new one and keeps its number`() {
        var slab = Slab(wordsPerEntry: 4)
        let first = unsafe slab.take()
        let second = unsafe slab.take()
        unsafe slab.give(first)
        unsafe slab.give(second)
        #expect(unsafe slab.take() == second)
        #expect(unsafe slab.take() == first)
        #expect(unsafe slab.entry(0) == first)
        #expect(unsafe slab.take() == slab.entry(2))
    }

    @Test func `a new entry is busy for readers`() {
        var slab = Slab(wordsPerEntry: 4)
        let sequence = unsafe slab.take()[Slab.Prefix.sequence].load(ordering: .relaxed)
        #expect(sequence & 1 == 1)
    }
}
