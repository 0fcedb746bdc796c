// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sketches

struct BlockPoolTests {
    @Test(arguments: 0..<10 as Range<UInt64>)
    func `blocks never overlap and come as zeros`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pool = BlockPool(limitBytes: 1 << 21)
        var owned: [(handle: UInt32, sizeClass: UInt32)] = []
        var dirty = 0
        for step in 1...3_000 {
            if Bool.random(using: &generator), let last = owned.indices.last {
                let victim = Int.random(in: 0...last, using: &generator)
                pool.free(owned.remove(at: victim).handle)
                continue
            }
            let sizeClass = UInt32.random(in: 0..<14, using: &generator)
            let handle = pool.allocate(sizeClass, for: .coupons)
            guard handle != 0 else { continue }
            let block = pool.block(handle)
            for word in 2..<(BlockSize.bytes(sizeClass) / 4) {
                if block.word32(word) != 0 { dirty += 1 }
                block.store32(UInt32(step), at: word)
            }
            block.open()
            owned.append((handle, sizeClass))
        }
        #expect(dirty == 0, "seed \(seed)")
        var mixed = 0
        for (handle, sizeClass) in owned {
            let block = pool.block(handle)
            let mark = block.word32(2)
            for word in 2..<(BlockSize.bytes(sizeClass) / 4) where block.word32(word) != mark {
                mixed += 1
            }
        }
        #expect(mixed == 0, "seed \(seed)")
        let expected = owned.reduce(0) { $0 + BlockSize.bytes($1.sizeClass) }
        let counted = pool.counters.bytesInUse
        #expect(counted == expected)
    }

    @Test func `a pool gives out nothing beyond its limit`() {
        let pool = BlockPool(limitBytes: 1 << 18)
        var count = 0
        while pool.allocate(0, for: .items) != 0 { count += 1 }
        // All units but the one that stands for no block.
        #expect(count == (1 << 18) / 16 - 1)
        let reserved = pool.counters.bytesReserved
        #expect(reserved == 1 << 18)
    }

    @Test func `a reused block is another one to whoever read its sequence`() {
        let pool = BlockPool(limitBytes: 1 << 18)
        let handle = pool.allocate(0, for: .items)
        let block = pool.block(handle)
        block.open()
        let sequence = block.sequence
        let before = block.isStill(sequence)
        pool.free(handle)
        let freed = block.isStill(sequence)
        let again = pool.allocate(0, for: .items)
        pool.block(again).open()
        let reused = block.isStill(sequence)
        #expect(again == handle)
        #expect([before, freed, reused] == [true, false, false])
    }

    @Test func `a pool below one segment stops the program`() async {
        await #expect(processExitsWith: .failure) { _ = BlockPool(limitBytes: 1_000) }
    }
}
