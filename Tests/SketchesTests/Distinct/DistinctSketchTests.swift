// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sketches

struct DistinctSketchTests {
    private static let sizes = [0, 1, 7, 8, 100, 384, 385, 500, 3_000, 20_000]

    private func items(_ count: Int, seed: UInt64) -> [UInt64] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in generator.next() | 1 }
    }

    private func sketch(_ items: some Sequence<UInt64>, exactLimit: Int = 0) -> DistinctSketch {
        var sketch = DistinctSketch(exactLimit: exactLimit)
        for item in items { sketch.insert(item) }
        return sketch
    }

    @Test(arguments: sizes, [0, 600])
    func `order and repetition do not matter`(count: Int, exactLimit: Int) {
        let items = items(count, seed: 1)
        var generator = SeededGenerator(seed: 2)
        let shuffled = (items + items).shuffled(using: &generator)
        let first = sketch(items, exactLimit: exactLimit)
        let second = sketch(shuffled, exactLimit: exactLimit)
        #expect(first == second)
        #expect(first.bytes() == second.bytes())
    }

    @Test(arguments: sizes, [0, 600])
    func `a union of parts is the whole in any order`(count: Int, exactLimit: Int) {
        let items = items(count, seed: 3)
        let whole = sketch(items, exactLimit: exactLimit)
        // Overlapping parts of very different size.
        let parts = [
            sketch(items.prefix(count / 50 + 1), exactLimit: exactLimit),
            sketch(items.prefix(count / 3), exactLimit: exactLimit),
            sketch(items.dropFirst(count / 4), exactLimit: exactLimit),
            sketch(items.suffix(count / 2), exactLimit: exactLimit),
            DistinctSketch(exactLimit: exactLimit),
        ]
        for seed: UInt64 in 0..<6 {
            var generator = SeededGenerator(seed: seed)
            var union = DistinctSketch(exactLimit: exactLimit)
            for part in parts.shuffled(using: &generator) { union.merge(part) }
            #expect(union == whole, "order of seed \(seed)")
            #expect(union.bytes() == whole.bytes(), "order of seed \(seed)")
        }
    }

    @Test(arguments: 0..<40)
    func `merging is associative and commutative and has an identity`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let sizes = [0, 3, 7, 9, 200, 380, 450, 700, 5_000]
        let limits = [0, 5, 512, 1_000]
        let three = (0..<3).map { _ in
            let size = sizes.randomElement(using: &generator) ?? 0
            let limit = limits.randomElement(using: &generator) ?? 0
            return sketch(
                (0..<size).map { _ in UInt64.random(in: 1...6_000, using: &generator) },
                exactLimit: limit
            )
        }
        let left = three[0].merged(with: three[1]).merged(with: three[2])
        let right = three[0].merged(with: three[1].merged(with: three[2]))
        #expect(left == right)
        #expect(three[0].merged(with: three[1]) == three[1].merged(with: three[0]))
        #expect(three[0].merged(with: three[0]) == three[0])
        let identity = DistinctSketch(exactLimit: three[0].exactLimit)
        #expect(three[0].merged(with: identity) == three[0])
        #expect(identity.merged(with: three[0]) == three[0])
    }

    @Test func `counts are exact up to the limit and estimates beyond`() {
        var sketch = DistinctSketch(exactLimit: 4_096)
        for item: UInt64 in 1...4_096 { sketch.insert(item) }
        #expect(sketch.isExact)
        #expect(sketch.estimate == 4_096)
        #expect(sketch.relativeStandardError == 0)
        #expect(sketch.exactItems?.count == 4_096)
        sketch.insert(4_097)
        #expect(!sketch.isExact)
        #expect(sketch.exactItems == nil)
        #expect(abs(sketch.estimate - 4_097) < 4_097 * 4 * sketch.relativeStandardError)
    }

    @Test func `kept items restore the sketch`() throws {
        let sketch = sketch(items(700, seed: 4), exactLimit: 1_000)
        let kept = try #require(sketch.exactItems)
        #expect(DistinctSketch(exactItems: kept.reversed(), exactLimit: 1_000) == sketch)
    }

    @Test func `the absent item is not counted`() {
        let sketch = sketch([0, 0], exactLimit: 0)
        #expect(sketch.isEmpty)
        #expect(sketch.estimate == 0)
    }

    @Test func `sketches of different size do not merge`() async {
        await #expect(processExitsWith: .failure) {
            _ = DistinctSketch(lgK: 12).merged(with: DistinctSketch(lgK: 11))
        }
    }
}
