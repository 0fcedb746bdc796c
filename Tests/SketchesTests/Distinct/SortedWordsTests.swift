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
}
