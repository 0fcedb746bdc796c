// SPDX-License-Identifier: Apache-2.0

extension DistinctArena {
    /// A copy of a sketch, if the handle still names it.
    ///
    /// It holds everything inserted before the handle was read and perhaps some of what is inserted
    /// meanwhile. A stale handle gives nil, or, if its block had a new owner before this call
    /// began, the sketch of that one: look at the cell again afterwards, or call `copy(reading:)`,
    /// which does.
    ///
    /// - Parameter handle: 0 gives the empty sketch.
    /// - Returns: the copy, or nil when the handle is stale.
    /// - Complexity: O(size); any thread.
    public func copy(_ handle: UInt32) -> DistinctSketch? {
        guard handle != 0 else { return DistinctSketch(exactLimit: exactLimit) }
        let block = pool.block(handle)
        let sequence = block.sequence
        guard sequence & 1 == 0 else { return nil }
        guard let sketch = read(block, BlockHeader(block.read32(1))) else { return nil }
        return block.isStill(sequence) ? sketch : nil
    }

    /// A copy of the sketch that a cell names, even while the sketch moves.
    ///
    /// - Parameter cell: loads the handle from its cell, acquiring.
    /// - Returns: the sketch, or nil when it moved during each of eight attempts.
    public func copy(reading cell: () -> UInt32) -> DistinctSketch? {
        var handle = cell()
        for _ in 0..<Self.readAttempts {
            let sketch = copy(handle)
            // The fence in `isStill` puts this load after those of the content.
            let current = cell()
            if let sketch, current == handle { return sketch }
            handle = current
        }
        return nil
    }

    /// Merges a sketch into another one, if the handle still names it.
    ///
    /// - Parameters:
    ///   - handle: 0 merges nothing.
    ///   - accumulator: of 4,096 registers; unchanged when the result is false.
    /// - Returns: false when the handle was stale, as in `copy(_:)`.
    public func merge(_ handle: UInt32, into accumulator: inout DistinctSketch) -> Bool {
        guard handle != 0 else { return true }
        guard let sketch = copy(handle) else { return false }
        accumulator.merge(sketch)
        return true
    }

    private func read(_ block: Block, _ header: BlockHeader) -> DistinctSketch? {
        let lgK = DistinctSketch.defaultLgK
        switch header.content {
        case .items:
            return DistinctSketch(items: ItemTable(block).read(), exactLimit: exactLimit)
        case .coupons:
            let coupons = CouponTable(block).read()
            return DistinctSketch(lgK: lgK, coupons: coupons, exactLimit: exactLimit)
        case .registers:
            let registers = RegisterTable(block).read()
            return DistinctSketch(lgK: lgK, registers: registers, exactLimit: exactLimit)
        case .none, .buckets, .counters:
            return nil
        }
    }
}
