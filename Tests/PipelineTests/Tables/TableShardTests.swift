// SPDX-License-Identifier: Apache-2.0

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
            _ = shard.insert(key, key * 10)
        }
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
        let keys: [UInt64] = [14, 30, 15, 46, 16, 31]
        for removed in keys {
            withShard { shard in
                insert(keys, into: &shard)
                let isRemoved = shard.remove(removed)
                #expect(isRemoved)
                for key in keys {
                    #expect(shard.find(key)?.value == (key == removed ? nil : key * 10))
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
}
