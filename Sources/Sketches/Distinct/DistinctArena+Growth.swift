// SPDX-License-Identifier: Apache-2.0

extension DistinctArena {
    /// The first block of a sketch.
    @inline(never)
    func begin(with item: UInt64) -> UInt32 {
        guard exactLimit > 0 else {
            return replace(0, 0, .coupons) { _ = CouponTable($0).insert(Coupon(of: item)) }
        }
        return replace(0, 0, .items) { _ = ItemTable($0).insert(item, limit: exactLimit) }
    }

    /// Moves coupons that fill their block to a larger one, or into registers.
    @inline(never)
    func grow(_ handle: UInt32, _ block: Block, _ coupon: Coupon) -> UInt32 {
        let sizeClass = BlockHeader(block.word32(1)).sizeClass
        guard sizeClass == CouponTable.largestClass else {
            return replace(handle, sizeClass + 1, .coupons) { larger in
                let table = CouponTable(larger)
                CouponTable(block).forEach { _ = table.insert(Coupon(word: $0)) }
                _ = table.insert(coupon)
            }
        }
        return replace(handle, BlockSize.registers, .registers) { larger in
            let table = RegisterTable(larger)
            CouponTable(block).forEach { table.insert(Coupon(word: $0)) }
            table.insert(coupon)
        }
    }

    /// Moves items that fill their block to a larger one, or beyond the limit into registers.
    @inline(never)
    func grow(_ handle: UInt32, _ block: Block, _ item: UInt64) -> UInt32 {
        let header = BlockHeader(block.word32(1))
        guard header.count == exactLimit else {
            return replace(handle, header.sizeClass + 1, .items) { larger in
                let table = ItemTable(larger)
                table.take(ItemTable(block))
                _ = table.insert(item, limit: exactLimit)
            }
        }
        // Exact limits are so far above the 384 coupons of a set that items cannot fit one.
        return replace(handle, BlockSize.registers, .registers) { larger in
            let table = RegisterTable(larger)
            ItemTable(block).forEach { table.insert(Coupon(of: $0)) }
            table.insert(Coupon(of: item))
        }
    }

    /// Fills a new block and retires the old one; 0: at the memory limit, where the old one stays.
    private func replace(
        _ handle: UInt32,
        _ sizeClass: UInt32,
        _ content: BlockHeader.Content,
        _ fill: (Block) -> Void
    ) -> UInt32 {
        pool.replace(handle, sizeClass, content, fill) ?? 0
    }

    /// Counts everything that a sketch counted, as when state is restored.
    ///
    /// - Parameters:
    ///   - sketch: of 4,096 registers, else the program stops.
    ///   - handle: the sketch to merge into, or 0 to begin one.
    /// - Returns: the handle from now on; the old one at the memory limit, which counts as one
    ///   overflow.
    /// - Complexity: O(size of both).
    public func merge(_ sketch: DistinctSketch, into handle: UInt32) -> UInt32 {
        guard !sketch.isEmpty else { return handle }
        guard var merged = copy(handle) else {
            preconditionFailure("The writer's own handles are never stale.")
        }
        merged.merge(sketch)
        merged.lowerExactLimit(to: exactLimit)
        let stored = store(merged, replacing: handle)
        return stored == 0 ? handle : stored
    }

    private func store(_ sketch: DistinctSketch, replacing handle: UInt32) -> UInt32 {
        switch sketch.mode {
        case .items:
            let sizeClass = ItemTable.sizeClass(holding: sketch.items.count)
            return replace(handle, sizeClass, .items) { block in
                let table = ItemTable(block)
                for item in sketch.items.values { _ = table.insert(item, limit: exactLimit) }
            }
        case .coupons:
            let sizeClass = CouponTable.sizeClass(holding: sketch.coupons.count)
            return replace(handle, sizeClass, .coupons) { block in
                let table = CouponTable(block)
                for word in sketch.coupons.values { _ = table.insert(Coupon(word: word)) }
            }
        case .registers:
            return replace(handle, BlockSize.registers, .registers) { block in
                let table = RegisterTable(block)
                for (index, value) in sketch.registers.enumerated() {
                    table.raise(index, to: value)
                }
            }
        }
    }
}
