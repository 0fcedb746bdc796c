// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Pipeline

struct TableShardTests {
    /// A shard that is freed at the end.
    private func withShard(_ body: (inout TableShard<UInt64>) -> Void) {
        var shard = TableShard<UInt64>()
        body(&shard)
        shard.destroy()
    }

    private func insert(_ keys: [UInt64], into shard: inout TableShard<UInt64>) {
        for key in keys {
            if !shard.hasRoom { _ = shard.makeRoom(isExpired: { _ in false }) }
            _ = shard.insert(key, key &* 10)
        }
    }

    /// The key with a place, given by ten upper bits and lower ones.
    private func key(_ upper: UInt64, _ lower: UInt64) -> UInt64 {
        // The inverse of the golden ratio's multiplier.
        (upper << 54 | lower) &* 0xF1DE_83E1_9937_733D
    }

    @Test func `an empty shard has no room, no memory and no keys`() {
        withShard { shard in
            #expect(!shard.hasRoom)
            #expect(shard.find(1) == nil)
            let isRemoved = shard.remove(1)
            #expect(!isRemoved)
        }
    }

    @Test func `at most three quarters of the slots are used`() {
        withShard { shard in
            _ = shard.makeRoom(isExpired: { _ in false })
            for key in 1...12 as ClosedRange<UInt64> {
                #expect(shard.hasRoom)
                _ = shard.insert(key, key)
            }
            #expect(!shard.hasRoom)
        }
    }

    @Test func `a removal closes the gap, around the end of the slots too`() {
        // Sixteen slots: all of these want the slots 14, 15 and 0.
        let keys = [(14, 1), (14, 2), (15, 1), (14, 3), (0, 1), (15, 2)].map { slot, lower in
            key(slot << 6, lower)
        }
        for removed in keys {
            withShard { shard in
                insert(keys, into: &shard)
                let isRemoved = shard.remove(removed)
                #expect(isRemoved)
                for key in keys {
                    #expect(shard.find(key)?.value == (key == removed ? nil : key &* 10))
                }
            }
        }
    }

    @Test func `growth keeps every entry, dropping tells how many went`() {
        withShard { shard in
            insert(Array(1...1_000), into: &shard)
            for key in 1...1_000 as ClosedRange<UInt64> {
                #expect(shard.find(key)?.value == key * 10)
            }
            let dropped = shard.makeRoom(isExpired: { $0 % 20 == 0 })
            #expect(dropped == 500)
            #expect(shard.find(2) == nil)
            #expect(shard.find(3)?.value == 30)
            #expect(shard.hasRoom)
        }
    }

    @Test(arguments: [0, 5, 700, 20_000]) func `each entry is in the range of its key, once`(
        count: Int
    ) {
        var random = SplitMix64(seed: UInt64(count))
        // Half of the keys crowd into a few ranges, the last among them: it reaches over the end.
        let keys = Set(
            (0..<count).map { number in
                number.isMultiple(of: 2)
                    ? random.next() >> 6 | 1
                    : key(random.pick([12, 13, 1_000, 1_023, 255]), random.next() >> 20 | 1)
            }
        )
        withShard { shard in
            insert(Array(keys), into: &shard)
            var found: [UInt64] = []
            for range in 0..<TableShard<UInt64>.rangeCount {
                shard.forEachEntry(inRange: range) { slot in
                    found.append(slot.key)
                    #expect(Int(TableShard<UInt64>.place(of: slot.key) >> 56) == range)
                }
            }
            #expect(found.count == keys.count && Set(found) == keys)
        }
    }

    @Test(arguments: [1 << 16, 85_419, 70_001])
    func `homes are spread over all slots, a power of two or not`(capacity: Int) {
        withShard { shard in
            while shard.capacity < capacity {
                _ = shard.makeRoom(most: capacity, isExpired: { _ in false })
                var number = UInt64(shard.count)
                while shard.capacity < capacity, shard.hasRoom {
                    number += 1
                    _ = shard.insert(HashMix.combine(number, 5), number)
                }
            }
            var homes = [Int](repeating: 0, count: 64)
            for number in 1...64_000 as ClosedRange<UInt64> {
                homes[shard.home(HashMix.combine(number, 7)) * 64 / capacity] += 1
            }
            // A thousand each; six times the square root of it is never exceeded.
            #expect(homes.allSatisfy { abs($0 - 1_000) < 200 }, "\(homes)")
        }
    }

    @Test func `what was reserved takes keys in their order`() {
        withShard { shard in
            shard.reserve(10_000, most: .max)
            let bytes = shard.bytes
            insert((0..<10_000).map { key(UInt64($0) >> 4, UInt64($0) + 1) }, into: &shard)
            #expect(shard.bytes == bytes)
            #expect(shard.find(key(9_999 >> 4, 10_000)) != nil)
        }
    }
}
