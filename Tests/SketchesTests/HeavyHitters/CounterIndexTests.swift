// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sketches

struct CounterIndexTests {
    @Test(arguments: 3...12 as ClosedRange<UInt32>)
    func `the counters of a block leave room for twice as many slots`(sizeClass: UInt32) {
        let limit = CounterTable.limit(sizeClass)
        let slots = 1 << Int(sizeClass)
        #expect(slots >= 2 * limit)
        #expect(32 + 24 * limit + 2 * slots <= BlockSize.bytes(sizeClass))
        #expect(CounterTable.sizeClass(holding: limit) == sizeClass)
        #expect(CounterTable.sizeClass(holding: limit + 1) == min(sizeClass + 1, 12))
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `a counter is found by its item until its slot is freed`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pool = BlockPool(limitBytes: 1 << 18)
        let sizeClass: UInt32 = 5
        let block = pool.block(pool.allocate(sizeClass, for: .counters))
        let limit = CounterTable.limit(sizeClass)
        let index = CounterIndex(block, sizeClass: sizeClass, reservedBytes: 32 + 24 * limit)
        var items = [UInt32](repeating: 0, count: limit)
        func slot(of number: Int) -> Int? {
            var search = index.search(items[number])
            while let slot = search.next(index) {
                if index.number(slot) == number { return slot }
            }
            return nil
        }
        for step in 0..<2_000 {
            let number = Int.random(in: 0..<limit, using: &generator)
            if items[number] == 0 {
                items[number] = UInt32.random(in: 1...100, using: &generator)
                index.insert(number, item: items[number])
            } else if let slot = slot(of: number) {
                index.remove(slot) { items[$0] }
                items[number] = 0
            }
            let lost = items.indices.filter { items[$0] != 0 && slot(of: $0) == nil }
            #expect(lost.isEmpty, "seed \(seed), step \(step)")
        }
    }
}
