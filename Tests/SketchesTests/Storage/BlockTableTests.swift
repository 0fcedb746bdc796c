// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sketches

struct BlockTableTests {
    @Test(arguments: 3...12 as ClosedRange<UInt32>)
    func `even hashes begin at every slot of a large table`(sizeClass: UInt32) {
        let table = BlockTable(sizeClass: sizeClass, wordBytes: 4, reservedBytes: 8)
        let step = UInt32.max / UInt32(2 * table.slots)
        var starts = Set<Int>()
        for number in 0..<UInt32(2 * table.slots) { starts.insert(table.start(number * step)) }
        #expect(starts == Set(0..<table.slots))
        #expect(table.start(.max) == table.slots - 1)
        #expect(table.next(table.slots - 1) == 0)
    }

    @Test(arguments: 0...2 as ClosedRange<UInt32>)
    func `small tables are filled in turn to the last slot`(sizeClass: UInt32) {
        let table = BlockTable(sizeClass: sizeClass, wordBytes: 4, reservedBytes: 8)
        #expect(table.start(.max) == 0)
        #expect(table.limit == table.slots)
    }

    @Test func `a set of 384 coupons fits its largest block to the last`() {
        let table = BlockTable(
            sizeClass: CouponTable.largestClass,
            wordBytes: 4,
            reservedBytes: BlockSize.headerBytes
        )
        #expect(table.limit == DistinctSketch.couponLimit(lgK: DistinctSketch.defaultLgK))
    }

    @Test func `items in sequence spread over their table`() {
        let pool = BlockPool(limitBytes: 1 << 18)
        let table = ItemTable(pool.block(pool.allocate(8, for: .items)))
        for item: UInt64 in 1...300 { _ = table.insert(item, limit: .max) }
        var order: [UInt64] = []
        table.forEach { order.append($0) }
        // Inserted from one end they would come back in sequence.
        let steps = zip(order, order.dropFirst()).count { $0 + 1 == $1 }
        #expect(order.count == 300)
        #expect(steps < 30)
    }
}
