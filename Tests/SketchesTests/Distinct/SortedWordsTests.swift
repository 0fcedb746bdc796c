// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sketches

struct SortedWordsTests {
    @Test(arguments: 0..<30 as Range<UInt64>)
    func `inserting, sorting and uniting give the same set`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let words = (0..<60).map { _ in UInt32.random(in: 0..<50, using: &generator) }
        let expected = Set(words).sorted()
        var inserted = SortedWords<UInt32>()
        for word in words { inserted.insert(word) }
        #expect(inserted.values == expected, "seed \(seed)")
        #expect(SortedWords(unsorted: words).values == expected, "seed \(seed)")
        let cut = Int.random(in: 0...60, using: &generator)
        var united = SortedWords(unsorted: Array(words.prefix(cut)))
        united.formUnion(SortedWords(unsorted: Array(words.dropFirst(cut / 2))))
        #expect(united.values == expected, "seed \(seed)")
    }

    @Test(arguments: [0, 1, 63, 64, 65, 500, 4_096])
    func `words are sorted whether they are spread or crowded`(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let spread = (0..<count).map { _ in UInt64.random(in: 0 ... .max, using: &generator) }
        let crowded = spread.map { $0 % 1_000 }
        let halves = spread.map { $0 % 2 == 0 ? $0 : $0 >> 40 }
        for words in [spread, crowded, halves, spread + spread, spread.sorted()] {
            #expect(SortedWords<UInt64>.sorted(words) == words.sorted())
            #expect(SortedWords(unsorted: words).values == Set(words).sorted())
        }
        let coupons = spread.map { Coupon(of: $0).word }
        #expect(SortedWords<UInt32>.sorted(coupons) == coupons.sorted())
    }
}
