// SPDX-License-Identifier: Apache-2.0

/// A set of integers in ascending order, so that equal sets are equal bytes.
struct SortedWords<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable, Equatable {
    private(set) var values: [Word] = []

    init() {}

    init(unsorted: [Word]) {
        var previous: Word?
        values.reserveCapacity(unsorted.count)
        for word in Self.sorted(unsorted) where word != previous {
            values.append(word)
            previous = word
        }
    }

    var count: Int { values.count }

    /// Adds a word if it is not there: O(log n) to find, O(n) to add.
    mutating func insert(_ word: Word) {
        var low = 0
        var high = values.count
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < word { low = middle + 1 } else { high = middle }
        }
        if low == values.count || values[low] != word { values.insert(word, at: low) }
    }

    /// Adds all words of the other set: O(n + m).
    mutating func formUnion(_ other: SortedWords) {
        var merged: [Word] = []
        merged.reserveCapacity(count + other.count)
        var rest = other.values[...]
        for word in values {
            while let first = rest.first, first < word { merged.append(rest.removeFirst()) }
            if rest.first == word { rest.removeFirst() }
            merged.append(word)
        }
        merged.append(contentsOf: rest)
        values = merged
    }
}
