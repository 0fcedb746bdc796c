// SPDX-License-Identifier: Apache-2.0

/// How far a search of a `CounterIndex` has come.
struct CounterSearch {
    private var slot: Int
    private let tag: UInt16

    @inline(__always)
    init(slot: Int, tag: UInt16) {
        self.slot = slot
        self.tag = tag
    }

    /// The next slot with the item's tag; nil: there is none.
    @inline(__always)
    mutating func next(_ index: CounterIndex) -> Int? {
        while case let word = index.word(slot), word != 0 {
            let found = slot
            slot = index.next(slot)
            if CounterIndex.matches(word, tag) { return found }
        }
        return nil
    }
}
