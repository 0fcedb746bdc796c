// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sketches

struct DistinctArenaTests {
    private static let limit = 1 << 24

    @Test(arguments: 1...30 as ClosedRange<UInt64>, [0, 600])
    func `many sketches in one arena equal sketches of their own`(seed: UInt64, exactLimit: Int) {
        var generator = SeededGenerator(seed: seed)
        let arena = DistinctArena(limitBytes: Self.limit, exactLimit: exactLimit)
        var handles = [UInt32](repeating: 0, count: 12)
        var models = handles.map { _ in DistinctSketch(exactLimit: exactLimit) }
        for _ in 0..<4_000 {
            // Few sketches get most of the items, so that every size occurs.
            let index = min(
                Int.random(in: 0..<12, using: &generator),
                Int.random(in: 0..<12, using: &generator)
            )
            if Int.random(in: 0..<1_000, using: &generator) == 0 {
                arena.release(handles[index])
                handles[index] = 0
                models[index] = DistinctSketch(exactLimit: exactLimit)
            }
            let item = UInt64.random(in: 0...3_000, using: &generator)
            handles[index] = arena.insert(item, into: handles[index])
            models[index].insert(item)
        }
        for (handle, model) in zip(handles, models) {
            let copy = arena.copy(handle)
            #expect(copy == model, "seed \(seed)")
        }
        let overflows = arena.overflowCount
        #expect(overflows == 0)
    }

    @Test(arguments: [0, 512, 4_096])
    func `a growing sketch equals a plain one after every item`(exactLimit: Int) {
        let arena = DistinctArena(limitBytes: Self.limit, exactLimit: exactLimit)
        var model = DistinctSketch(exactLimit: exactLimit)
        var handle: UInt32 = 0
        for item: UInt64 in 1...4_200 {
            handle = arena.insert(item, into: handle)
            handle = arena.insert(item / 2, into: handle)
            model.insert(item)
            // Every growth is near a power of two, a fraction of it, or a limit.
            guard item < 600 || item % 128 < 2 || item > 4_090 else { continue }
            let copy = arena.copy(handle)
            #expect(copy == model, "after \(item) items")
        }
        #expect(model.mode == .registers)
    }

    @Test(arguments: [0, 1, 5, 300, 384, 385, 700, 2_000], [0, 600])
    func `a sketch that is merged in is stored as it is`(count: Int, exactLimit: Int) {
        let arena = DistinctArena(limitBytes: Self.limit, exactLimit: exactLimit)
        var sketch = DistinctSketch(exactLimit: 5_000)
        for item in 0..<count { sketch.insert(UInt64(item + 1)) }
        var expected = DistinctSketch(exactLimit: exactLimit)
        for item in 0..<count { expected.insert(UInt64(item + 1)) }
        var handle = arena.merge(sketch, into: 0)
        let stored = arena.copy(handle)
        #expect(stored == expected)
        handle = arena.insert(1 << 40, into: handle)
        handle = arena.merge(sketch, into: handle)
        expected.insert(1 << 40)
        let merged = arena.copy(handle)
        #expect(merged == expected)
        var accumulator = DistinctSketch(exactLimit: exactLimit)
        let done = arena.merge(handle, into: &accumulator)
        #expect(done)
        #expect(accumulator == expected)
    }

    @Test func `released memory is used again`() {
        let arena = DistinctArena(limitBytes: 1 << 18)
        for round: UInt64 in 1...50 {
            var handle: UInt32 = 0
            for item: UInt64 in 1...400 { handle = arena.insert(item &* round, into: handle) }
            arena.release(handle)
        }
        let state = (arena.overflowCount, arena.bytesReserved, arena.bytesInUse)
        #expect(state.0 == 0)
        #expect(state.1 == 1 << 18)
        // One replaced block may still rest.
        #expect(state.2 <= BlockSize.registerBytes)
    }

    @Test func `at the memory limit sketches stay as they are and losses are counted`() throws {
        let arena = DistinctArena(limitBytes: 1 << 18)
        var full: [UInt32] = []
        while arena.overflowCount == 0 {
            var handle: UInt32 = 0
            for item: UInt64 in 1...385 {
                let grown = arena.insert(item, into: handle)
                if grown != 0 { handle = grown }
            }
            full.append(handle)
        }
        #expect(full.count > 50)
        let limited = arena.limitBytes >= arena.bytesInUse && arena.bytesReserved == 1 << 18
        #expect(limited)
        // The last one could not become registers or not even begin.
        let last = try #require(full.last)
        let before = arena.copy(last)
        let overflows = arena.overflowCount
        let after = arena.insert(1 << 50, into: last)
        #expect(after == 0)
        let copy = arena.copy(last)
        #expect(copy == before)
        let counted = arena.overflowCount
        #expect(counted == overflows + 1)
        // Registers never grow, so the others go on.
        let first = arena.insert(1 << 50, into: full[0])
        #expect(first == full[0])
        let unchanged = arena.overflowCount
        #expect(unchanged == counted)
    }

    @Test func `a released handle gives no sketch`() {
        let arena = DistinctArena(limitBytes: 1 << 18)
        let handle = arena.insert(1, into: 0)
        arena.release(handle)
        let copy = arena.copy(handle)
        #expect(copy == nil)
        var accumulator = DistinctSketch()
        let merged = arena.merge(handle, into: &accumulator)
        #expect(!merged)
        #expect(accumulator.isEmpty)
    }

    @Test func `a replaced handle shows the old content until the next replacement`() {
        let arena = DistinctArena(limitBytes: 1 << 18)
        var handle: UInt32 = 0
        for item: UInt64 in 1...2 { handle = arena.insert(item, into: handle) }
        let grown = arena.insert(3, into: handle)
        #expect(grown != handle)
        let old = arena.copy(handle)
        #expect(old?.estimate.rounded() == 2)
        var model = DistinctSketch()
        for item: UInt64 in 1...3 { model.insert(item) }
        let new = arena.copy(grown)
        #expect(new == model)
    }

    @Test func `a cell that changes on every look gives no sketch`() {
        let arena = DistinctArena(limitBytes: 1 << 18)
        let handles = (0..<40).map { _ in arena.insert(1, into: 0) }
        var looks = 0
        let copy = arena.copy {
            looks += 1
            return handles[looks]
        }
        #expect(copy == nil)
        #expect(looks == DistinctArena.readAttempts + 1)
    }

    @Test func `an exact limit that no block can hold stops the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = DistinctArena(limitBytes: 1 << 20, exactLimit: 5_000)
        }
    }
}
