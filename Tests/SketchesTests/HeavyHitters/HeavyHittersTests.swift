// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sketches

struct HeavyHittersTests {
    private func sketch(_ capacity: Int, _ items: [(UInt32, Int64)]) -> HeavyHitters {
        var sketch = HeavyHitters(capacity: capacity)
        for (item, weight) in items { sketch.add(item, weight: weight) }
        return sketch
    }

    @Test func `a new item takes over the smallest counter, of equals that of the largest item`() {
        let counted = sketch(3, [(7, 5), (9, 2), (8, 2), (4, 1)])
        #expect(
            counted.entries == [
                .init(item: 7, count: 5, error: 0), .init(item: 4, count: 3, error: 2),
                .init(item: 8, count: 2, error: 0),
            ]
        )
        #expect(counted.floor == 2)
        #expect(counted.total == 10)
        #expect(counted.bounds(of: 9) == 0...2)
        #expect(counted.bounds(of: 4) == 1...3)
    }

    @Test func `nothing is counted of the item 0`() {
        #expect(sketch(2, [(0, 5)]).isEmpty)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `with a counter for each item counts are exact in every order`(seed: UInt64) {
        var stream = ItemStream(seed: seed, items: 30, takesBack: true)
        var counted = HeavyHitters(capacity: 30)
        for _ in 0..<2_000 {
            let (item, weight) = stream.next()
            counted.add(item, weight: weight)
        }
        let exact = stream.counts.filter { $0.value != 0 }
            .map { HeavyHitters.Entry(item: $0.key, count: $0.value, error: 0) }
        let expected = HeavyHitters(capacity: 30, entries: exact, floor: 0, total: stream.total)
        #expect(counted == expected, "seed \(seed)")
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>, [false, true])
    func `true sums lie within the bounds`(seed: UInt64, takesBack: Bool) {
        var stream = ItemStream(seed: seed, items: 1_000, takesBack: takesBack)
        var counted = HeavyHitters(capacity: Int(5 + seed))
        for step in 0..<4_000 {
            let (item, weight) = stream.next()
            counted.add(item, weight: weight)
            if step % 500 == 499 {
                let fault = stream.fault(of: counted)
                #expect(fault == nil, "seed \(seed)")
            }
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `what is more than a share of the capacity has a counter`(seed: UInt64) {
        var stream = ItemStream(seed: seed, items: 5_000)
        var counted = HeavyHitters(capacity: 40)
        for _ in 0..<5_000 {
            let (item, weight) = stream.next()
            counted.add(item, weight: weight)
        }
        let heavy = stream.counts.filter { $0.value > stream.total / 40 }.keys
        #expect(!heavy.isEmpty)
        #expect(heavy.allSatisfy { item in counted.entries.contains { $0.item == item } })
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>, [false, true])
    func `a merge of parts bounds the whole`(seed: UInt64, takesBack: Bool) {
        var stream = ItemStream(seed: seed, items: 800, takesBack: takesBack)
        var parts = (0..<6).map { _ in HeavyHitters(capacity: 25) }
        for step in 0..<3_000 {
            let (item, weight) = stream.next()
            // What was added in one part is taken back there.
            parts[takesBack ? Int(item) % 6 : step % 6].add(item, weight: weight)
        }
        let inTurn = parts.dropFirst().reduce(parts[0]) { $0.merged(with: $1) }
        #expect(stream.fault(of: inTurn) == nil, "seed \(seed)")
        let halves = parts[0].merged(with: parts[1]).merged(with: parts[2])
            .merged(with: parts[3].merged(with: parts[4]).merged(with: parts[5]))
        #expect(stream.fault(of: halves) == nil, "seed \(seed)")
        let reversed = parts[1].merged(with: parts[0])
        #expect(reversed == parts[0].merged(with: parts[1]), "seed \(seed)")
    }

    @Test func `merging adds what an item without a counter can have had`() {
        let left = sketch(2, [(1, 9), (2, 4)])
        let right = sketch(2, [(1, 5), (3, 3), (4, 1)])
        #expect(right.floor == 3)
        let merged = left.merged(with: right)
        #expect(
            merged.entries == [
                .init(item: 1, count: 14, error: 0), .init(item: 2, count: 7, error: 3),
            ]
        )
        // Item 4 left: it may have had as many as its counter says.
        #expect(merged.floor == 4)
        #expect(merged.total == 22)
    }

    @Test func `merging nothing changes nothing`() {
        let counted = sketch(3, [(1, 9), (2, 4), (5, 1), (6, 1)])
        #expect(counted.merged(with: HeavyHitters(capacity: 3)) == counted)
        #expect(HeavyHitters(capacity: 3).merged(with: counted) == counted)
    }

    @Test func `taking back what has no counter leaves every bound`() {
        var counted = sketch(1, [(1, 2), (2, 1)])
        counted.add(1, weight: -2)
        #expect(counted.bounds(of: 1) == 0...2)
        #expect(counted.bounds(of: 2) == 1...3)
        #expect(counted.total == 1)
        counted.add(2, weight: -1)
        #expect(counted.bounds(of: 2) == 0...2)
        #expect(counted.total == 0)
    }
}
