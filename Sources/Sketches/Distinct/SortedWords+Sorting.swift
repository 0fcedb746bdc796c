// SPDX-License-Identifier: Apache-2.0

extension SortedWords {
    /// From so few words on that comparing them is no slower.
    private static var fewestSpread: Int { 64 }
    /// How many words may share a bucket; of hashes, two do.
    private static var mostCrowded: Int { 16 }

    /// The words in ascending order, each as often as it is there.
    ///
    /// The upper bits of hashes tell nearly where they belong: one pass spreads them over about as
    /// many buckets as there are words, another one orders neighbors. Words of other kinds, which
    /// crowd some bucket, are compared.
    ///
    /// - Complexity: O(n) for hashes, else O(n log n).
    static func sorted(_ words: [Word]) -> [Word] {
        guard words.count >= fewestSpread else { return words.sorted() }
        let bits = Int.bitWidth - 1 - words.count.leadingZeroBitCount
        let shift = Word.bitWidth - bits
        func bucket(_ word: Word) -> Int { Int(truncatingIfNeeded: word &>> Word(shift)) }
        var places = Array(repeating: 0, count: 1 << bits)
        for word in words { places[bucket(word)] += 1 }
        var end = 0
        for bucket in places.indices {
            let count = places[bucket]
            if count > mostCrowded { return words.sorted() }
            places[bucket] = end
            end += count
        }
        var sorted = words
        for word in words {
            let bucket = bucket(word)
            sorted[places[bucket]] = word
            places[bucket] += 1
        }
        orderNeighbors(&sorted)
        return sorted
    }

    /// Orders words of which none is far from its place.
    private static func orderNeighbors(_ words: inout [Word]) {
        for position in words.indices.dropFirst() {
            let word = words[position]
            var hole = position
            while hole > 0, words[hole - 1] > word {
                words[hole] = words[hole - 1]
                hole -= 1
            }
            words[hole] = word
        }
    }
}
