// SPDX-License-Identifier: Apache-2.0

/// A block seen as the counters of a `HeavyHitters`: floor, total, counters, and an index by item.
///
/// Counters of three words lie one behind the other in no order; the index behind them is a hash
/// table of their numbers, at most half full. So the smallest is replaced where it lies, and what
/// moves are slots of two bytes. Every change is enclosed by `close` and `open` of the block: what a
/// reader copies between is of one moment. Readers copy counters; the index is the writer's alone.
struct CounterTable {
    private static let floorWord = 1
    private static let totalWord = 2
    /// The counter at which the search for the smallest goes on.
    private static let turnWord = 3
    private static let firstWord = 4
    private static let wordsEach = 3
    static let smallestClass: UInt32 = 3
    /// 64 KiB hold 2,048 counters.
    static let largestClass = BlockSize.largestPower

    // No more than this, so that a call takes it in registers.
    let block: Block
    let sizeClass: UInt32

    /// The writer's view.
    @inline(__always)
    init(_ block: Block) {
        self.block = block
        sizeClass = BlockHeader(block.word32(1)).sizeClass
    }

    private var index: CounterIndex {
        @inline(__always) get {
            let bytes = 8 &* Self.word(Self.limit(sizeClass))
            return CounterIndex(block, sizeClass: sizeClass, reservedBytes: bytes)
        }
    }

    /// How many counters a block of the class has: one of 32 bytes each leaves room for the index.
    @inline(__always)
    static func limit(_ sizeClass: UInt32) -> Int {
        sizeClass == smallestClass ? 3 : (BlockSize.unitBytes &<< Int(sizeClass)) &>> 5
    }

    /// The smallest class for so many counters.
    static func sizeClass(holding count: Int) -> UInt32 {
        if count <= limit(smallestClass) { return smallestClass }
        let doublings = UInt32(Int.bitWidth - (count - 1).leadingZeroBitCount)
        return min(max(doublings, smallestClass) + 1, largestClass)
    }

    /// Counters in use.
    @inline(__always)
    var count: Int { BlockHeader(block.word32(1)).count }

    // MARK: - Changing

    /// Counts an item if there is a counter for it; false: all are taken.
    @inline(__always)
    func add(_ item: UInt32, weight: Int64) -> Bool {
        let index = index
        if let slot = slot(of: item, index) {
            change(slot, by: weight, index)
        } else if weight > 0 {
            guard count < Self.limit(sizeClass) else { return false }
            block.close()
            addToTotal(weight)
            append(HeavyHitters.Entry(item: item, count: floor &+ weight, error: floor))
            block.open()
        } else {
            block.close()
            addToTotal(weight)
            block.open()
        }
        return true
    }

    /// Counts an item in the place of the smallest, whose count becomes the floor.
    func replaceSmallest(by item: UInt32, weight: Int64) {
        let index = index
        let number = smallest()
        let left = entry(number)
        block.close()
        let floor = max(floor, left.count)
        index.remove(slot(of: number, item: left.item, index), item: self.item)
        set(floor: floor)
        addToTotal(weight)
        store(HeavyHitters.Entry(item: item, count: floor + weight, error: floor), at: number)
        index.insert(number, item: item)
        block.open()
    }

    /// Fills a new block, which is closed still.
    func fill(_ entries: some Sequence<HeavyHitters.Entry>, floor: Int64, total: Int64) {
        set(floor: floor)
        addToTotal(total)
        for entry in entries { append(entry) }
    }

    @inline(__always)
    private func change(_ slot: Int, by weight: Int64, _ index: CounterIndex) {
        let number = index.number(slot)
        var entry = entry(number)
        entry.count += weight
        block.close()
        addToTotal(weight)
        if entry.count > 0 {
            entry.error = min(entry.error, entry.count)
            store(entry, at: number)
        } else {
            remove(number, slot)
        }
        block.open()
    }

    private func append(_ entry: HeavyHitters.Entry) {
        let number = count
        store(entry, at: number)
        index.insert(number, item: entry.item)
        block.store32(BlockHeader(block.word32(1)).incremented.word, at: 1)
    }

    /// Frees a counter; the last one takes its place.
    @inline(never)
    private func remove(_ number: Int, _ slot: Int) {
        let index = index
        index.remove(slot, item: item)
        let last = count - 1
        if last != number {
            let entry = entry(last)
            let named = self.slot(of: last, item: entry.item, index)
            index.store(number, item: entry.item, at: named)
            store(entry, at: number)
        }
        block.store32(BlockHeader(block.word32(1)).decremented.word, at: 1)
    }

    // MARK: - Searching

    /// The slot that names the counter of an item; nil: it has none.
    @inline(__always)
    private func slot(of item: UInt32, _ index: CounterIndex) -> Int? {
        var search = index.search(item)
        while let slot = search.next(index) {
            if self.item(index.number(slot)) == item { return slot }
        }
        return nil
    }

    /// The slot that names a counter, which is in use.
    @inline(__always)
    private func slot(of number: Int, item: UInt32, _ index: CounterIndex) -> Int {
        var search = index.search(item)
        while let slot = search.next(index) {
            if index.number(slot) == number { return slot }
        }
        preconditionFailure("Every counter in use has a slot.")
    }

    /// The first counter in turn that is not above the floor, else the smallest.
    ///
    /// What lies at the floor can leave without raising it. Counts that only grow are found so in
    /// a few steps: a whole round without any happens once for each height of the floor.
    @inline(__always)
    private func smallest() -> Int {
        let (floor, count) = (floor, count)
        var number = Int(block.word64(Self.turnWord))
        if number >= count { number = 0 }
        var smallest = (number: number, count: Int64.max)
        for _ in 0..<count {
            let found = Int64(bitPattern: block.word64(Self.word(number) &+ 1))
            if found < smallest.count { smallest = (number, found) }
            if found <= floor { break }
            number = number &+ 1 == count ? 0 : number &+ 1
        }
        block.store64(UInt64(smallest.number + 1), at: Self.turnWord)
        return smallest.number
    }

    // MARK: - Words

    @inline(__always)
    private static func word(_ number: Int) -> Int { firstWord &+ wordsEach &* number }

    @inline(__always)
    private func item(_ number: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: block.word64(Self.word(number)))
    }

    @inline(__always)
    private func entry(_ number: Int) -> HeavyHitters.Entry {
        HeavyHitters.Entry(
            item: item(number),
            count: Int64(bitPattern: block.word64(Self.word(number) &+ 1)),
            error: Int64(bitPattern: block.word64(Self.word(number) &+ 2))
        )
    }

    @inline(__always)
    private func store(_ entry: HeavyHitters.Entry, at number: Int) {
        block.store64(UInt64(entry.item), at: Self.word(number))
        block.store64(UInt64(bitPattern: entry.count), at: Self.word(number) &+ 1)
        block.store64(UInt64(bitPattern: entry.error), at: Self.word(number) &+ 2)
    }

    private var floor: Int64 { Int64(bitPattern: block.word64(Self.floorWord)) }

    private func set(floor: Int64) {
        block.store64(UInt64(bitPattern: floor), at: Self.floorWord)
    }

    /// The sum of all weights.
    var total: Int64 { Int64(bitPattern: block.word64(Self.totalWord)) }

    private func addToTotal(_ weight: Int64) {
        block.store64(
            block.word64(Self.totalWord) &+ UInt64(bitPattern: weight),
            at: Self.totalWord
        )
    }
}

extension CounterTable {
    /// What a block holds; for any thread, which then asks whether it held all the while.
    static func read(
        _ block: Block
    ) -> (entries: [HeavyHitters.Entry], floor: Int64, total: Int64) {
        let header = BlockHeader(block.read32(1))
        let count = min(header.count, limit(header.sizeClass))
        var entries: [HeavyHitters.Entry] = []
        entries.reserveCapacity(count)
        for number in 0..<count {
            entries.append(
                HeavyHitters.Entry(
                    item: UInt32(truncatingIfNeeded: block.read64(word(number))),
                    count: Int64(bitPattern: block.read64(word(number) + 1)),
                    error: Int64(bitPattern: block.read64(word(number) + 2))
                )
            )
        }
        return (
            entries, Int64(bitPattern: block.read64(floorWord)),
            Int64(bitPattern: block.read64(totalWord))
        )
    }
}
