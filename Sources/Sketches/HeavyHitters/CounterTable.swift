// SPDX-License-Identifier: Apache-2.0

/// A block seen as the counters of a `HeavyHitters`: floor, total, and a hash table by item.
///
/// Every change is enclosed by `close` and `open` of the block: what a reader copies between is of
/// one moment. An item with its counter takes three words; 0 marks a free slot.
struct CounterTable {
    private static let floorWord = 1
    private static let totalWord = 2
    /// The slot at which the search for the smallest goes on.
    private static let turnWord = 3
    private static let firstWord = 4
    private static let wordsEach = 3
    static let smallestClass: UInt32 = 3
    /// 64 KiB hold 2,048 counters.
    static let largestClass = BlockSize.largestPower

    let block: Block
    private let table: BlockTable
    private let limit: Int

    /// The writer's view.
    init(_ block: Block) {
        self.block = block
        let sizeClass = BlockHeader(block.word32(1)).sizeClass
        table = Self.table(sizeClass)
        limit = Self.limit(sizeClass)
    }

    private static func table(_ sizeClass: UInt32) -> BlockTable {
        BlockTable(
            sizeClass: sizeClass,
            wordBytes: 8 * wordsEach,
            reservedBytes: 8 * firstWord
        )
    }

    /// How many counters a block of the class has: one slot at least stays free.
    static func limit(_ sizeClass: UInt32) -> Int {
        let table = table(sizeClass)
        return min(table.limit, table.slots - 1)
    }

    /// The smallest class for so many counters.
    static func sizeClass(holding count: Int) -> UInt32 {
        (smallestClass..<largestClass).first { limit($0) >= count } ?? largestClass
    }

    /// Occupied slots.
    var count: Int { BlockHeader(block.word32(1)).count }

    var sizeClass: UInt32 { table.sizeClass }

    // MARK: - Changing

    /// Counts an item if there is a counter for it; false: all are taken.
    func add(_ item: UInt32, weight: Int64) -> Bool {
        let slot = slot(of: item)
        if self.item(slot) == item {
            change(slot, by: weight)
        } else if weight > 0 {
            guard count < limit else { return false }
            block.close()
            addToTotal(weight)
            insert(HeavyHitters.Entry(item: item, count: floor + weight, error: floor))
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
        let smallest = smallest()
        block.close()
        let floor = max(floor, entry(smallest).count)
        remove(smallest)
        set(floor: floor)
        addToTotal(weight)
        insert(HeavyHitters.Entry(item: item, count: floor + weight, error: floor))
        block.open()
    }

    /// Fills a new block, which is closed still.
    func fill(_ entries: some Sequence<HeavyHitters.Entry>, floor: Int64, total: Int64) {
        set(floor: floor)
        addToTotal(total)
        for entry in entries { insert(entry) }
    }

    private func change(_ slot: Int, by weight: Int64) {
        var entry = entry(slot)
        entry.count += weight
        block.close()
        addToTotal(weight)
        if entry.count > 0 {
            entry.error = min(entry.error, entry.count)
            store(entry, at: slot)
        } else {
            remove(slot)
        }
        block.open()
    }

    private func insert(_ entry: HeavyHitters.Entry) {
        store(entry, at: slot(of: entry.item))
        block.store32(BlockHeader(block.word32(1)).incremented.word, at: 1)
    }

    /// Frees a slot and moves back what would not be found behind it any more.
    private func remove(_ slot: Int) {
        var hole = slot
        var next = table.next(slot)
        while item(next) != 0 {
            let home = table.start(Self.hash(item(next)))
            if distance(home, next) >= distance(hole, next) {
                store(entry(next), at: hole)
                hole = next
            }
            next = table.next(next)
        }
        store(HeavyHitters.Entry(item: 0, count: 0, error: 0), at: hole)
        block.store32(BlockHeader(block.word32(1)).decremented.word, at: 1)
    }

    // MARK: - Searching

    /// The slot of an item, or the free one at which its search ends.
    private func slot(of item: UInt32) -> Int {
        var slot = table.start(Self.hash(item))
        while true {
            let found = self.item(slot)
            if found == item || found == 0 { return slot }
            slot = table.next(slot)
        }
    }

    /// The first slot in turn whose count is not above the floor, else the smallest.
    ///
    /// What lies at the floor can leave without raising it. Counts that only grow are found so in
    /// a few steps: a whole round without any happens once for each height of the floor.
    private func smallest() -> Int {
        let floor = floor
        var slot = Int(block.word64(Self.turnWord))
        var smallest = (slot: slot, count: Int64.max)
        for _ in 0..<table.slots {
            if item(slot) != 0 {
                let count = Int64(bitPattern: block.word64(Self.word(slot) &+ 1))
                if count < smallest.count { smallest = (slot, count) }
                if count <= floor { break }
            }
            slot = table.next(slot)
        }
        block.store64(UInt64(table.next(smallest.slot)), at: Self.turnWord)
        return smallest.slot
    }

    private func distance(_ from: Int, _ to: Int) -> Int {
        to >= from ? to &- from : to &- from &+ table.slots
    }

    /// Multiplied by 2^32 / golden ratio, so that neighbors spread.
    private static func hash(_ item: UInt32) -> UInt32 { item &* 0x9E37_79B9 }

    // MARK: - Words

    private static func word(_ slot: Int) -> Int { firstWord &+ wordsEach &* slot }

    private func item(_ slot: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: block.word64(Self.word(slot)))
    }

    private func entry(_ slot: Int) -> HeavyHitters.Entry {
        HeavyHitters.Entry(
            item: item(slot),
            count: Int64(bitPattern: block.word64(Self.word(slot) &+ 1)),
            error: Int64(bitPattern: block.word64(Self.word(slot) &+ 2))
        )
    }

    private func store(_ entry: HeavyHitters.Entry, at slot: Int) {
        block.store64(UInt64(entry.item), at: Self.word(slot))
        block.store64(UInt64(bitPattern: entry.count), at: Self.word(slot) &+ 1)
        block.store64(UInt64(bitPattern: entry.error), at: Self.word(slot) &+ 2)
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
        let slots = table(BlockHeader(block.read32(1)).sizeClass).slots
        var entries: [HeavyHitters.Entry] = []
        for slot in 0..<slots {
            let item = UInt32(truncatingIfNeeded: block.read64(word(slot)))
            guard item != 0 else { continue }
            entries.append(
                HeavyHitters.Entry(
                    item: item,
                    count: Int64(bitPattern: block.read64(word(slot) + 1)),
                    error: Int64(bitPattern: block.read64(word(slot) + 2))
                )
            )
        }
        return (
            entries, Int64(bitPattern: block.read64(floorWord)),
            Int64(bitPattern: block.read64(totalWord))
        )
    }
}
