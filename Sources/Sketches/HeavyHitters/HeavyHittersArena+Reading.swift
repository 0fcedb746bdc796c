// SPDX-License-Identifier: Apache-2.0

extension HeavyHittersArena {
    /// How often a copy begins anew before it gives up.
    private static let readAttempts = 8

    /// A copy of a sketch, if the handle still names it; see `DistinctArena.copy(_:)`.
    ///
    /// - Parameters:
    ///   - handle: 0 gives the empty sketch.
    ///   - capacity: of the copy; where it is less than the sketch's the smallest counters leave.
    /// - Returns: the copy, or nil when the handle is stale or the writer never paused.
    /// - Complexity: O(size); any thread.
    public func copy(_ handle: UInt32, capacity: Int) -> HeavyHitters? {
        guard handle != 0 else { return HeavyHitters(capacity: capacity) }
        let block = pool.block(handle)
        for _ in 0..<Self.readAttempts {
            let sequence = block.sequence
            guard sequence & 1 == 0 else { continue }
            guard BlockHeader(block.read32(1)).content == .counters else { return nil }
            let content = CounterTable.read(block)
            guard block.isStill(sequence) else { continue }
            return HeavyHitters(
                capacity: capacity,
                entries: content.entries,
                floor: content.floor,
                total: content.total
            )
        }
        return nil
    }

    /// A copy of the sketch that a cell names, even while the sketch moves.
    ///
    /// - Parameters:
    ///   - capacity: of the copy.
    ///   - cell: loads the handle from its cell, acquiring.
    /// - Returns: the sketch, or nil when it moved during each of eight attempts.
    public func copy(capacity: Int, reading cell: () -> UInt32) -> HeavyHitters? {
        var handle = cell()
        for _ in 0..<Self.readAttempts {
            let sketch = copy(handle, capacity: capacity)
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
    ///   - accumulator: unchanged when the result is false.
    /// - Returns: false when the handle was stale, as in `copy(_:capacity:)`.
    public func merge(_ handle: UInt32, into accumulator: inout HeavyHitters) -> Bool {
        guard handle != 0 else { return true }
        guard let sketch = copy(handle, capacity: Self.mostCounters) else { return false }
        accumulator.merge(sketch)
        return true
    }
}
