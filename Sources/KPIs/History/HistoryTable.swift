// SPDX-License-Identifier: Apache-2.0

/// Finals by series, within a limit: what `FinalHistory` holds under its lock.
///
/// A series keeps as many windows as `WindowShape.keptCount` says. When there is no room, the oldest
/// block of a grouped series goes first, of a total only where no grouped one is left.
struct HistoryTable {
    /// A series and where its points lie, oldest first.
    struct Series {
        let name: HistorySeries
        let output: Int
        let blockLimit: Int
        /// The aggregator's number, if it was told in this run.
        var number: UInt32?
        var blocks: [UInt32] = []

        var isTotal: Bool { name.dimensions.isEmpty }
    }

    let plan: Plan
    let blockLimit: Int
    private(set) var blocks = HistoryBlocks()
    /// By slot; nil: free.
    private(set) var series: [Series?] = []
    /// Slots of the series of each output.
    private(set) var slots: [[Int]]
    /// Points that went before their time.
    private(set) var droppedCount: UInt64 = 0
    private var freeSlots: [Int] = []
    private var byKey: [String: Int] = [:]
    /// Slots and 1 by output and the aggregator's number.
    private var byNumber: [[Int32]]
    private var grouped = HistoryQueue()
    private var totals = HistoryQueue()

    init(plan: Plan, limitBytes: Int) {
        self.plan = plan
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
        let slot = byKey[series.key] ?? add(series, output: output)
        while byNumber[output].count <= place { byNumber[output].append(0) }
        byNumber[output][place] = Int32(slot + 1)
        self.series[slot]?.number = number
        return slot
    }

    /// Adds a series without points.
    mutating func add(_ name: HistorySeries, output: Int) -> Int {
        let count = plan.outputs[output].shape.keptCount
        // One more, so that a block that has just begun does not cost the oldest windows.
        let limit = (count + HistoryBlocks.pointCount - 1) / HistoryBlocks.pointCount + 1
        let series = Series(name: name, output: output, blockLimit: limit)
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

    /// Keeps a point: behind the others, or in the place of the one of its window.
    ///
    /// - Returns: whether its window is a new one.
    mutating func put(_ point: HistoryPoint, in slot: Int) -> Bool {
        guard let own = series[slot] else { return false }
        for number in own.blocks.reversed() {
            let points = blocks.points(number)
            guard let first = points.first, let last = points.last else { continue }
            if point.start > last.start { break }
            if point.start < first.start { continue }
            guard let place = points.firstIndex(where: { $0.start == point.start }) else {
                return false
            }
            blocks.set(point, at: place - points.startIndex, of: number)
            return false
        }
        if let newest = newest(of: own), newest.start >= point.start { return false }
        append(point, to: slot)
        return true
    }

    /// The newest point of a series.
    func newest(of series: Series) -> HistoryPoint? {
        series.blocks.last.flatMap { blocks.points($0).last }
    }

    private mutating func append(_ point: HistoryPoint, to slot: Int) {
        guard let own = series[slot] else { return }
        if let last = own.blocks.last, blocks.hasRoom(last) {
            blocks.append(point, to: last)
            return
        }
        if own.blocks.count >= own.blockLimit { dropOldest(of: slot) }
        while blocks.usedCount >= blockLimit, makeRoom(keeping: slot) {}
        let block = blocks.allocate(for: slot)
        series[slot]?.blocks.append(block)
        blocks.append(point, to: block)
        if own.isTotal {
            totals.append(block, in: blocks)
        } else {
            grouped.append(block, in: blocks)
        }
    }

    /// Drops the oldest block of all; a grouped one, if there is one.
    private mutating func makeRoom(keeping slot: Int) -> Bool {
        guard let block = grouped.popOldest(of: blocks) ?? totals.popOldest(of: blocks) else {
            return false
        }
        let owner = Int(blocks.blocks[Int(block)].slot)
        droppedCount += UInt64(blocks.points(block).count)
        series[owner]?.blocks.removeAll { $0 == block }
        blocks.release(block)
        if owner != slot, series[owner]?.blocks.isEmpty == true { remove(owner) }
        return true
    }

    private mutating func dropOldest(of slot: Int) {
        guard let oldest = series[slot]?.blocks.first else { return }
        series[slot]?.blocks.removeFirst()
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
