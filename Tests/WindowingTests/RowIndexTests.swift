// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Windowing

struct RowIndexTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `it holds what a dictionary holds, whatever collides`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var index = RowIndex()
        var expected: [UInt32: UInt32] = [:]
        // Few hashes, at both ends of the range: clusters that wrap around the end of the slots.
        let hashes: [UInt32] = [0, 1, 2, 62, 63, 127, .max - 1, .max]
        for _ in 0..<2_000 {
            let number = UInt32.random(in: 0..<200, using: &random)
            if let hash = expected.removeValue(forKey: number) {
                index.remove(hash) { $0 == number }
            } else {
                let hash = hashes.randomElement(using: &random) ?? 0
                expected[number] = hash
                index.insert(hash, number)
            }
            let probe = UInt32.random(in: 0..<200, using: &random)
            let found = hashes.compactMap { hash in index.find(hash) { $0 == probe } }
            #expect(found == (expected[probe] == nil ? [] : [probe]), "seed \(seed)")
        }
        for (number, hash) in expected {
            let found = index.find(hash) { $0 == number }
            #expect(found == number, "seed \(seed)")
        }
    }

    @Test func `removing what is not there changes nothing`() {
        var index = RowIndex()
        index.insert(5, 1)
        index.remove(5) { $0 == 2 }
        index.remove(6) { _ in true }
        let found = index.find(5) { $0 == 1 }
        #expect(found == 1)
    }

    @Test func `hashes of neighboring series and panes are spread`() {
        var buckets = [Int](repeating: 0, count: 256)
        for series in 0..<100 as Range<UInt32> {
            for pane in 0..<100 as Range<Int64> {
                let hash = RowIndex.hash(series: series, paneStart: pane * 10_000)
                buckets[Int(hash & 255)] += 1
            }
        }
        // 39 on average, standard deviation 6.2.
        #expect(buckets.allSatisfy { 8...80 ~= $0 })
    }
}
