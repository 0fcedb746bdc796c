// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Pipeline

struct SlabTests {
    @Test(arguments: [11, 12] as [UInt64])
    func `random insertions and removals keep what a dictionary keeps`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var slab = Slab<Int64>(limit: 9_000)
        var model: [UInt32: Int64] = [:]
        for step in 0..<60_000 {
            let grows = step % 20_000 < 12_000
            if random.chance(grows ? 80 : 20) {
                let value = Int64(step)
                let place = slab.insert(value)
                if model.count == slab.limit {
                    #expect(place == nil, "seed \(seed)")
                } else {
                    let place = try #require(place)
                    #expect(model[place] == nil, "seed \(seed): a place in use was given out")
                    model[place] = value
                }
            } else if let place = model.keys.min() {
                slab.remove(place)
                model[place] = nil
            }
        }
        let count = slab.count
        #expect(count == model.count, "seed \(seed)")
        for (place, value) in model {
            let found = slab[place]
            #expect(found == value, "seed \(seed), place \(place)")
        }
    }

    @Test func `a full slab refuses, and a removal makes room for one`() throws {
        var slab = Slab<Int>(limit: 2)
        let inserted = slab.insert(1)
        let first = try #require(inserted)
        let second = slab.insert(2)
        #expect(second != nil)
        let third = slab.insert(3)
        #expect(third == nil)
        slab.remove(first)
        let fourth = slab.insert(4)
        #expect(fourth == first)
        let fifth = slab.insert(5)
        #expect(fifth == nil)
    }

    @Test func `an entry is changed in its place, across segments too`() throws {
        var slab = Slab<Int>(limit: 5_000)
        var places: [UInt32] = []
        for number in 0..<5_000 { places += [slab.insert(number)].compactMap(\.self) }
        try #require(places.count == 5_000)
        slab[places[4_999]] += 1
        slab[places[0]] -= 1
        let (last, first, middle) = (slab[places[4_999]], slab[places[0]], slab[places[4_096]])
        #expect(last == 5_000)
        #expect(first == -1)
        #expect(middle == 4_096)
    }
}
