// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import Sketches

private final class Shared: Sendable {
    let arena = HeavyHittersArena(limitBytes: 1 << 20)
    let cell = Atomic<UInt32>(0)
    let done = Atomic<Bool>(false)
}

struct HeavyHittersArenaTests {
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `many sketches in one arena bound what was counted in each`(seed: UInt64) {
        let arena = HeavyHittersArena(limitBytes: 1 << 22)
        var generator = SeededGenerator(seed: seed)
        let capacities = [3, 16, 64, 256]
        func fresh(_ index: Int) -> ItemStream {
            ItemStream(seed: seed + UInt64(index), items: 600, takesBack: seed % 2 == 0)
        }
        var handles = [UInt32](repeating: 0, count: 4)
        var streams = handles.indices.map { fresh($0) }
        for _ in 0..<12_000 {
            let index = Int.random(in: 0..<4, using: &generator)
            if Int.random(in: 0..<4_000, using: &generator) == 0 {
                arena.release(handles[index])
                handles[index] = 0
                streams[index] = fresh(index)
            }
            let (item, weight) = streams[index].next()
            handles[index] = arena.add(
                item,
                weight: weight,
                into: handles[index],
                capacity: capacities[index]
            )
        }
        for index in 0..<4 {
            let copy = arena.copy(handles[index], capacity: capacities[index])
            let fault = copy.flatMap { streams[index].fault(of: $0) }
            #expect(copy != nil && fault == nil, "seed \(seed)")
        }
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `a sketch with a counter for each item equals one of its own`(seed: UInt64) {
        let arena = HeavyHittersArena(limitBytes: 1 << 20)
        var stream = ItemStream(seed: seed, items: 64, takesBack: true)
        var model = HeavyHitters(capacity: 64)
        var handle: UInt32 = 0
        for _ in 0..<3_000 {
            let (item, weight) = stream.next()
            handle = arena.add(item, weight: weight, into: handle, capacity: 64)
            model.add(item, weight: weight)
        }
        let copy = arena.copy(handle, capacity: 64)
        #expect(copy == model, "seed \(seed)")
    }

    @Test func `a merge equals the merge of copies`() {
        let arena = HeavyHittersArena(limitBytes: 1 << 20)
        var model = HeavyHitters(capacity: 64)
        for item: UInt32 in 1...60 { model.add(item, weight: Int64(item)) }
        var handle = arena.merge(model, into: 0, capacity: 64)
        handle = arena.add(7, into: handle, capacity: 64)
        handle = arena.merge(model, into: handle, capacity: 64)
        var expected = model
        expected.add(7)
        expected.merge(model)
        let copy = arena.copy(handle, capacity: 64)
        #expect(copy == expected)
        var accumulator = HeavyHitters(capacity: 64)
        let merged = arena.merge(handle, into: &accumulator)
        #expect(merged && accumulator == expected)
    }

    @Test func `at the memory limit a sketch goes on with the counters that it has`() {
        let arena = HeavyHittersArena(limitBytes: 1 << 18)
        var handles: [UInt32] = []
        repeat {
            handles.append(arena.add(1, into: 0, capacity: 256))
        } while handles.last != 0
        let overflows = arena.overflowCount
        #expect(overflows == 1)
        var handle = handles[0]
        for item: UInt32 in 1...10 { handle = arena.add(item, into: handle, capacity: 256) }
        #expect(handle == handles[0])
        let copy = arena.copy(handle, capacity: 256)
        #expect(copy?.total == 11)
        #expect(copy?.entries.count == 3)
        let counted = copy?.bounds(of: 10)
        #expect(counted?.contains(1) == true)
        let fit = arena.bytesReserved == 1 << 18 && arena.bytesInUse <= 1 << 18
        #expect(fit)
    }

    @Test func `a released handle gives no sketch`() {
        let arena = HeavyHittersArena(limitBytes: 1 << 18)
        let handle = arena.add(1, into: 0, capacity: 64)
        arena.release(handle)
        let copy = arena.copy(handle, capacity: 64)
        #expect(copy == nil)
        let none = arena.copy(0, capacity: 64)
        #expect(none == HeavyHitters(capacity: 64))
    }

    @Test func `a reader beside the writer sees whole moments`() {
        let shared = Shared()
        let rounds: UInt32 = 200_000
        let writer = RealThread(shared) { shared in
            var handle: UInt32 = 0
            for step in 0..<rounds {
                // One item always, others in turn, so that counters change hands all the time.
                let item = step % 2 == 0 ? 1 : 2 + step % 999
                handle = shared.arena.add(item, into: handle, capacity: 16)
                shared.cell.store(handle, ordering: .releasing)
            }
            shared.done.store(true, ordering: .releasing)
        }
        var last: Int64 = 0
        var faults = 0
        while !shared.done.load(ordering: .acquiring) {
            let copy = shared.arena.copy(capacity: 16) {
                shared.cell.load(ordering: .acquiring)
            }
            guard let copy else { continue }
            // Without take-backs all counters together are the total.
            let sum = copy.entries.reduce(0) { $0 + $1.count }
            let most = (copy.total + 1) / 2
            let first = copy.bounds(of: 1)
            if sum != copy.total || copy.total < last || !first.contains(most) { faults += 1 }
            last = copy.total
        }
        writer.join()
        #expect(faults == 0)
        let final = shared.arena.copy(shared.cell.load(ordering: .acquiring), capacity: 16)
        #expect(final?.total == Int64(rounds))
    }
}
