// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sketches

struct ItemTableTests {
    private func table(_ sizeClass: UInt32, in pool: borrowing BlockPool) -> ItemTable {
        ItemTable(pool.block(pool.allocate(sizeClass, for: .items)))
    }

    @Test(arguments: 0..<ItemTable.largestClass as Range<UInt32>)
    func `a larger table that took all items knows each of them`(sizeClass: UInt32) {
        let pool = BlockPool(limitBytes: 1 << 20)
        let (small, large) = (table(sizeClass, in: pool), table(sizeClass + 1, in: pool))
        var items: [UInt64] = []
        while case let item = UInt64(items.count) * 7 + 1, small.insert(item, limit: .max) == .added
        {
            items.append(item)
        }
        large.take(small)
        #expect(large.read().values == items)
        #expect(BlockHeader(large.block.word32(1)).count == items.count)
        let again = items.map { large.insert($0, limit: .max) }
        #expect(again.allSatisfy { $0 == .present })
        let other = large.insert(2, limit: .max)
        #expect(other == .added)
        // The blocks live as long as their pool.
        let bytes = pool.counters.bytesInUse
        #expect(bytes > 0)
    }
}
