// SPDX-License-Identifier: Apache-2.0

/// Lists of the most frequent items by the hundred thousand: one thread adds, any thread reads,
/// nothing locks.
///
/// Handles, limit, threads and the protocol with readers are those of `DistinctArena`. A sketch
/// begins with 128 bytes for three counters and doubles up to its capacity: 64 counters take 2 KiB,
/// 256 take 8. What a reader copies is of one moment.
public struct HeavyHittersArena: ~Copyable, Sendable {
    /// The largest capacity of a sketch.
    public static let mostCounters = 2_048

    let pool: BlockPool

    /// Makes an arena without sketches.
    ///
    /// - Parameter limitBytes: the most memory it takes, 256 KiB to 64 GiB, in steps of 256 KiB.
    public init(limitBytes: Int) {
        pool = BlockPool(limitBytes: limitBytes)
    }

    /// Counts an item.
    ///
    /// Counts are those of `HeavyHitters` while they are exact, and within the same bounds beyond.
    /// At the memory limit a sketch goes on with the counters that it has.
    ///
    /// - Parameters:
    ///   - item: the item; 0 names none and is not counted.
    ///   - weight: how often; below 0 it takes back what was added before.
    ///   - handle: the sketch, or 0 to begin one.
    ///   - capacity: the most counters of this sketch, at most `mostCounters`; rounded up to 3, 8,
    ///     16, 32 and so on.
    /// - Returns: the handle from now on; 0: there was no memory for the first item.
    /// - Complexity: O(1), amortized where the sketch grows or items leave it.
    public func add(
        _ item: UInt32,
        weight: Int64 = 1,
        into handle: UInt32,
        capacity: Int
    ) -> UInt32 {
        guard item != 0 else { return handle }
        guard handle != 0 else { return begin(item, weight) }
        let table = CounterTable(pool.block(handle))
        if table.add(item, weight: weight) { return handle }
        if CounterTable.limit(table.sizeClass) < min(capacity, Self.mostCounters) {
            return grow(handle, item, weight)
        }
        table.replaceSmallest(by: item, weight: weight)
        return handle
    }

    /// Counts everything that a sketch counted, as when state is restored.
    ///
    /// - Parameters:
    ///   - sketch: what to add.
    ///   - handle: the sketch to merge into, or 0 to begin one.
    ///   - capacity: as in `add`.
    /// - Returns: the handle from now on; the old one at the memory limit, which counts as one
    ///   overflow.
    /// - Complexity: O(counters of both).
    public func merge(_ sketch: HeavyHitters, into handle: UInt32, capacity: Int) -> UInt32 {
        guard !sketch.isEmpty else { return handle }
        let sizeClass = CounterTable.sizeClass(holding: capacity)
        guard var merged = copy(handle, capacity: CounterTable.limit(sizeClass)) else {
            preconditionFailure("The writer's own handles are never stale.")
        }
        merged.merge(sketch)
        let smallest = CounterTable.sizeClass(holding: merged.entries.count)
        return replace(handle, smallest) {
            $0.fill(merged.entries, floor: merged.floor, total: merged.total)
        } ?? handle
    }

    /// The sum of all weights of a sketch, for the writer; 0 for none.
    public func total(_ handle: UInt32) -> Int64 {
        handle == 0 ? 0 : CounterTable(pool.block(handle)).total
    }

    /// Gives the memory of a sketch back.
    ///
    /// - Parameter handle: no cell holds it any more; 0 is ignored.
    public func release(_ handle: UInt32) {
        if handle != 0 { pool.free(handle) }
    }

    /// The most memory the arena takes.
    public var limitBytes: Int { pool.limitBytes }

    /// Bytes of the sketches that exist; any thread.
    public var bytesInUse: Int { pool.counters.bytesInUse }

    /// Bytes taken from the system; any thread.
    public var bytesReserved: Int { pool.counters.bytesReserved }

    /// Sketches that found no memory to begin or to grow; any thread.
    public var overflowCount: UInt64 { pool.counters.overflowCount }
}

extension HeavyHittersArena {
    /// The first block of a sketch; 0: there is no memory, or nothing to take it for.
    @inline(never)
    private func begin(_ item: UInt32, _ weight: Int64) -> UInt32 {
        // Nothing can be taken back from nothing.
        guard weight > 0 else { return 0 }
        let first = HeavyHitters.Entry(item: item, count: weight, error: 0)
        return replace(0, CounterTable.smallestClass) {
            $0.fill([first], floor: 0, total: weight)
        } ?? 0
    }

    /// Counts an item for which no counter is free in a larger block; at the memory limit in the smallest's
    /// place.
    @inline(never)
    private func grow(_ handle: UInt32, _ item: UInt32, _ weight: Int64) -> UInt32 {
        let old = CounterTable(pool.block(handle))
        let grown = replace(handle, old.sizeClass + 1) { table in
            let content = CounterTable.read(old.block)
            table.fill(content.entries, floor: content.floor, total: content.total)
        }
        guard let grown else {
            old.replaceSmallest(by: item, weight: weight)
            return handle
        }
        _ = CounterTable(pool.block(grown)).add(item, weight: weight)
        return grown
    }

    /// Fills a new block and retires the old one; nil at the memory limit.
    private func replace(
        _ handle: UInt32,
        _ sizeClass: UInt32,
        _ fill: (CounterTable) -> Void
    ) -> UInt32? {
        pool.replace(handle, sizeClass, .counters) { fill(CounterTable($0)) }
    }
}
