// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sketches

struct CounterTableTests {
    private func table(_ sizeClass: UInt32, in pool: borrowing BlockPool) -> CounterTable {
        CounterTable(pool.block(pool.allocate(sizeClass, for: .counters)))
    }

    @Test func `blocks hold the counters that they are made for`() {
        #expect(CounterTable.limit(CounterTable.smallestClass) == 3)
        #expect(CounterTable.limit(CounterTable.largestClass) == HeavyHittersArena.mostCounters)
        for (counters, bytes) in [(8, 256), (64, 2_048), (65, 4_096), (256, 8_192)] {
            #expect(BlockSize.bytes(CounterTable.sizeClass(holding: counters)) == bytes)
        }
    }

    @Test func `a full table takes known items only, and a new one by replacing`() {
        let pool = BlockPool(limitBytes: 1 << 18)
        let table = table(CounterTable.smallestClass, in: pool)
        table.block.open()
        for item: UInt32 in 1...3 {
            let added = table.add(item, weight: Int64(item))
            #expect(added)
        }
        let (known, new) = (table.add(2, weight: 5), table.add(9, weight: 1))
        #expect(known && !new)
        table.replaceSmallest(by: 9, weight: 1)
        let content = CounterTable.read(table.block)
        #expect(Set(content.entries.map(\.item)) == [2, 3, 9])
        #expect(content.floor == 1)
        #expect(content.total == 12)
        #expect(table.count == 3)
        #expect(table.block.sequence & 1 == 0)
        // The block lives as long as its pool.
        let bytes = pool.counters.bytesInUse
        #expect(bytes == 128)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `items are found however others leave`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pool = BlockPool(limitBytes: 1 << 18)
        let table = table(5, in: pool)
        table.block.open()
        var model: [UInt32: Int64] = [:]
        for _ in 0..<5_000 {
            let item = UInt32.random(in: 1...40, using: &generator)
            if let count = model[item] {
                let weight = Bool.random(using: &generator) ? 1 : -count
                _ = table.add(item, weight: weight)
                model[item] = count + weight == 0 ? nil : count + weight
            } else if model.count < CounterTable.limit(5) {
                _ = table.add(item, weight: 2)
                // It may have been there before, as often as the floor says.
                model[item] = CounterTable.read(table.block).floor + 2
            } else {
                let smallest = model.values.min() ?? 0
                let before = CounterTable.read(table.block)
                table.replaceSmallest(by: item, weight: 1)
                let after = CounterTable.read(table.block)
                let kept = Set(after.entries.map(\.item))
                let left = before.entries.filter { !kept.contains($0.item) }
                #expect(left.count == 1, "seed \(seed)")
                #expect(left[0].count <= max(smallest, before.floor), "seed \(seed)")
                model[left[0].item] = nil
                model[item] = after.floor + 1
            }
        }
        let entries = CounterTable.read(table.block).entries
        let counts = Dictionary(uniqueKeysWithValues: entries.map { ($0.item, $0.count) })
        #expect(counts == model, "seed \(seed)")
        let bytes = pool.counters.bytesInUse
        #expect(bytes == 512)
    }
}
