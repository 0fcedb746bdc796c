// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct HistoryBlocksTests {
    private func point(_ start: Int64) -> HistoryPoint {
        let value = KPIValue(value: nil, num: 0, den: nil, n: 0)
        return HistoryPoint(start: start, value: value, isComplete: true)
    }

    @Test func `blocks hold their points wherever they lie`() {
        var blocks = HistoryBlocks()
        let numbers = (0..<2_000).map { blocks.allocate(for: $0) }
        for (slot, number) in numbers.enumerated() {
            for place in 0..<HistoryBlocks.pointCount {
                #expect(blocks.hasRoom(number))
                blocks.append(point(Int64(slot * 10 + place)), to: number)
            }
            #expect(!blocks.hasRoom(number))
        }
        for (slot, number) in numbers.enumerated() {
            let starts = (0..<HistoryBlocks.pointCount).map { Int64(slot * 10 + $0) }
            #expect(blocks.points(number).map(\.start) == starts)
        }
        #expect(blocks.usedCount == 2_000)
    }

    @Test func `a block that was given back is used again, as another one`() {
        var blocks = HistoryBlocks()
        let first = blocks.allocate(for: 1)
        blocks.append(point(5), to: first)
        let before = blocks.blocks[Int(first)]
        blocks.release(first)
        #expect(blocks.usedCount == 0)
        let second = blocks.allocate(for: 2)
        #expect(second == first && blocks.points(second).isEmpty)
        #expect(blocks.blocks[Int(second)].birth > before.version)
    }

    @Test func `each change is another version`() {
        var blocks = HistoryBlocks()
        let number = blocks.allocate(for: 1)
        var seen: Set<UInt64> = [blocks.blocks[Int(number)].version]
        blocks.append(point(1), to: number)
        #expect(seen.insert(blocks.blocks[Int(number)].version).inserted)
        blocks.set(point(1), at: 0, of: number)
        #expect(seen.insert(blocks.blocks[Int(number)].version).inserted)
    }
}
