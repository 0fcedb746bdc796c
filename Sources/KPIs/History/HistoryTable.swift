// SPDX-License-Identifier: Apache-2.0

/// Finals by series, within a limit: what `FinalHistory` holds under its lock.
///
/// A series keeps as many windows as `WindowShape.keptCount` says, or as rules look back. When there is no room, the oldest
/// block of a grouped series goes first, of a total only where no grouped one is left.
struct HistoryTable {
    /// A series and where its points lie, oldest first.
    struct Series {
        let name: HistorySeries
        let output: Int
        /// Another one for each series, also under a slot that is used again.
        let birth: UInt64
        let blockLimit: Int
        /// The aggregator's number, if it was told in this run.
        var number: UInt32?
        var blocks: [UInt32] = []
        /// Whether points of it went for want of room.
        var hasDropped = false

        var isTotal: Bool { name.dimensions.isEmpty }
    }

    let plan: Plan
    let blockLimit: Int
    /// By output, how many windows of a series rules look back.
    private let lookedBack: [Int]
    private(set) var blocks = HistoryBlocks()
    /// By slot; nil: free.
    private(set) var series: [Series?] = []
    /// Slots of the series of each output.
    private(set) var slots: [[Int]]
    /// Points that went before their time.
    private(set) var droppedCount: UInt64 = 0
    private var freeSlots: [Int] = []
    private var births: UInt64 = 0
    private var byKey: [String: Int] = [:]
    /// Slots and 1 by output and the aggregator's number.
    private var byNumber: [[Int32]]
    private var grouped = HistoryQueue()
    private var totals = HistoryQueue()

    init(plan: Plan, limitBytes: Int, rules: [AlertRule] = []) {
        self.plan = plan
        lookedBack = plan.outputs.indices.map { rules.keptCount(of: $0, in: plan) }
        blockLimit = max(1, limitBytes / HistoryBlocks.blockBytes)
        slots = plan.outputs.map { _ in [] }
        byNumber = plan.outputs.map { _ in [] }
    }

    /// The slot of a series by the aggregator's number; its name is asked for when it is new.
    mutating func slot(
        _ output: Int,
        _ number: UInt32,
        name: () -> (dimensions: [(name: String, value: String?)], isOverflow: Bool)
    ) -> Int {
        let place = Int(number)
        if place < byNumber[output].count, byNumber[output][place] != 0 {
            return Int(byNumber[output][place]) - 1
        }
        let words = name()
        let series = HistorySeries(
            output,
            of: plan,
            dimensions: words.dimensions,
            isOverflow: words.isOverflow
        )
        let slot = add(series, output: output)
        while byNumber[output].count <= place { byNumber[output].append(0) }
        byNumber[output][place] = Int32(slot + 1)
        self.series[slot]?.number = number
        return slot
    }

    /// The slot of a series without points that was stored; the one that it has, if it has one.
    mutating func add(_ name: HistorySeries, output: Int) -> Int {
        if let known = byKey[name.key] { return known }
        let count = max(plan.outputs[output].shape.keptCount, lookedBack[output])
        // One more, so that a block that has just begun does not cost the oldest windows.
        let limit = (count + HistoryBlocks.pointCount - 1) / HistoryBlocks.pointCount + 1
        births += 1
        let series = Series(name: name, output: output, birth: births, blockLimit: limit)
        let slot: Int
        if let free = freeSlots.popLast() {
            slot = free
            self.series[free] = series
        } else {
            slot = self.series.count
            self.series.append(series)
        }
        byKey[name.key] = slot
        slots[output].append(slot)
        return slot
    }

    /// Keeps a point.
    ///
    /// It comes behind the others, in the place of the one of its window, or before or between them where
    /// its window is told late. What is older than all is left out where there is no room for it.
    ///
    /// - Returns: whether it is behind all others.
    mutating func put(_ point: HistoryPoint, in slot: Int) -> Bool {
        if let own = series[slot], let newest = newest(of: own), point.start <= newest.start {
            change(point, in: slot)
            return false
        }
        append(point, to: slot)
        return true
    }

    private mutating func change(_ point: HistoryPoint, in slot: Int) {
        guard let own = series[slot] else { return }
        let holding = own.blocks.lastIndex { number in
            (blocks.points(number).first?.start ?? .max) <= point.start
        }
        guard let index = holding ?? (takesOlder(own) ? 0 : nil) else { return }
        let number = own.blocks[index]
        let points = blocks.points(number)
        let place = points.firstIndex { $0.start >= point.start } ?? points.endIndex
        if place < points.endIndex, points[place].start == point.start {
            blocks.set(point, at: place - points.startIndex, of: number)
        } else if blocks.hasRoom(number) {
            blocks.insert(point, at: place - points.startIndex, of: number)
        } else if isFull {
            // The block itself may go, so it is looked for again.
            if makeRoom(keeping: slot) { change(point, in: slot) }
        } else {
            let upper = blocks.split(number)
            series[slot]?.blocks.insert(upper, at: index + 1)
            enqueue(upper, of: own)
            change(point, in: slot)
        }
    }

    /// Whether a series may grow towards the past: not where what lies there went for want of room.
    private func takesOlder(_ own: Series) -> Bool {
        guard let first = own.blocks.first, !own.hasDropped else { return false }
        return blocks.hasRoom(first) || own.blocks.count < own.blockLimit && !isFull
    }

    /// The newest point of a series.
    func newest(of series: Series) -> HistoryPoint? {
        series.blocks.last.flatMap { blocks.points($0).last }
    }

    /// The point of a window of a series; nil: it was not told by itself, or is gone.
    ///
    /// - Complexity: O(log(points of the series)).
    func point(in slot: Int, at start: Int64) -> HistoryPoint? {
        guard let own = series[slot] else { return nil }
        var (low, high) = (0, own.blocks.count)
        while low < high {
            let middle = (low + high) / 2
            let first = blocks.points(own.blocks[middle]).first?.start ?? .max
            if first <= start { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        return blocks.points(own.blocks[low - 1]).first { $0.start == start }
    }

    private mutating func append(_ point: HistoryPoint, to slot: Int) {
        guard let own = series[slot] else { return }
        if let last = own.blocks.last, blocks.hasRoom(last) {
            blocks.append(point, to: last)
            return
        }
        if own.blocks.count >= own.blockLimit { dropOldest(of: slot) }
        while isFull, makeRoom(keeping: slot) {}
        let block = blocks.allocate(for: slot)
        series[slot]?.blocks.append(block)
        blocks.append(point, to: block)
        enqueue(block, of: own)
    }

    private mutating func enqueue(_ block: UInt32, of series: Series) {
        if series.isTotal {
            totals.append(block, in: blocks)
        } else {
            grouped.append(block, in: blocks)
        }
    }

    /// Blocks in use; a series counts as one more, for its name and what finds it.
    var usedCount: Int { blocks.usedCount + byKey.count }

    private var isFull: Bool { usedCount >= blockLimit }

    /// Drops the oldest block of all; a grouped one, if there is one.
    private mutating func makeRoom(keeping slot: Int) -> Bool {
        guard let block = grouped.popOldest(of: blocks) ?? totals.popOldest(of: blocks) else {
            return false
        }
        let owner = Int(blocks.blocks[Int(block)].slot)
        droppedCount += UInt64(blocks.points(block).count)
        series[owner]?.blocks.removeAll { $0 == block }
        series[owner]?.hasDropped = true
        blocks.release(block)
        if owner != slot, series[owner]?.blocks.isEmpty == true { remove(owner) }
        return true
    }

    private mutating func dropOldest(of slot: Int) {
        guard let oldest = series[slot]?.blocks.first else { return }
        series[slot]?.blocks.removeFirst()
        series[slot]?.hasDropped = true
        blocks.release(oldest)
    }

    private mutating func remove(_ slot: Int) {
        guard let own = series[slot] else { return }
        byKey[own.name.key] = nil
        slots[own.output].removeAll { $0 == slot }
        if let number = own.number { byNumber[own.output][Int(number)] = 0 }
        series[slot] = nil
        freeSlots.append(slot)
    }
}
