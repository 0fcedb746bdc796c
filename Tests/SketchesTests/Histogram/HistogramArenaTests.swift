// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import Sketches

private final class Shared: Sendable {
    let arena = HistogramArena(limitBytes: 1 << 20)
    let cell = Atomic<UInt32>(0)
    let done = Atomic<Bool>(false)
}

struct HistogramArenaTests {
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `many histograms in one arena equal histograms of their own`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let arena = HistogramArena(limitBytes: 1 << 22)
        var handles = [UInt32](repeating: 0, count: 6)
        var models = handles.map { _ in LogHistogram() }
        for _ in 0..<6_000 {
            let index = Int.random(in: 0..<6, using: &generator)
            if Int.random(in: 0..<2_000, using: &generator) == 0 {
                arena.release(handles[index])
                handles[index] = 0
                models[index] = LogHistogram()
            }
            let bits = Int.random(in: 0..<(10 + 10 * index), using: &generator)
            let value = Int64.random(in: -(1 << bits)...(1 << bits), using: &generator)
            let weight = Int64.random(in: -1...1, using: &generator)
            handles[index] = arena.add(value, weight: weight, into: handles[index])
            models[index].add(value, weight: weight)
        }
        for (handle, model) in zip(handles, models) {
            let copy = arena.copy(handle)
            #expect(copy == model, "seed \(seed)")
        }
    }

    @Test func `every bucket at once fits`() {
        let arena = HistogramArena(limitBytes: 1 << 20)
        var handle: UInt32 = 0
        var model = LogHistogram()
        for index in -LogBuckets.last...LogBuckets.last {
            let value = LogBuckets.largest(of: index)
            handle = arena.add(value, into: handle)
            model.add(value)
        }
        let copy = arena.copy(handle)
        #expect(copy == model)
        #expect(model.buckets.count > 3_700)
        let overflows = arena.overflowCount
        #expect(overflows == 0)
    }

    @Test func `weights that cancel leave an empty histogram that does not grow`() {
        let arena = HistogramArena(limitBytes: 1 << 18)
        var handle: UInt32 = 0
        for value: Int64 in 1...100_000 {
            handle = arena.add(value, into: handle)
            handle = arena.add(value, weight: -1, into: handle)
        }
        let copy = arena.copy(handle)
        #expect(copy == LogHistogram())
        let bytes = arena.bytesInUse
        #expect(bytes <= 512)
    }

    @Test func `a merge equals the additions`() {
        let arena = HistogramArena(limitBytes: 1 << 18)
        var model = LogHistogram()
        for value: Int64 in 1...500 { model.add(value * value) }
        var handle = arena.merge(model, into: 0)
        handle = arena.add(7, into: handle)
        handle = arena.merge(model, into: handle)
        var expected = model
        expected.add(7)
        expected.merge(model)
        let copy = arena.copy(handle)
        #expect(copy == expected)
        var accumulator = LogHistogram()
        let merged = arena.merge(handle, into: &accumulator)
        #expect(merged)
        #expect(accumulator == expected)
    }

    @Test func `at the memory limit histograms stay as they are and losses are counted`() {
        let arena = HistogramArena(limitBytes: 1 << 18)
        var handles: [UInt32] = []
        while arena.overflowCount == 0 {
            var handle: UInt32 = 0
            for value: Int64 in 0..<1_000 where arena.overflowCount == 0 {
                let grown = arena.add(value, into: handle)
                if grown != 0 { handle = grown }
            }
            handles.append(handle)
        }
        let last = handles[handles.count - 1]
        let before = arena.copy(last)
        let after = arena.add(1 << 60, into: last)
        #expect(after == 0)
        let copy = arena.copy(last)
        #expect(copy == before)
        let overflows = arena.overflowCount
        #expect(overflows == 2)
        let fit = arena.bytesReserved == 1 << 18 && arena.bytesInUse <= 1 << 18
        #expect(fit)
    }

    @Test func `a released handle gives no histogram`() {
        let arena = HistogramArena(limitBytes: 1 << 18)
        let handle = arena.add(1, into: 0)
        arena.release(handle)
        let copy = arena.copy(handle)
        #expect(copy == nil)
    }

    @Test func `a reader beside the writer sees counts that only grow`() {
        let shared = Shared()
        let total: Int64 = 100_000
        let writer = RealThread(shared) { shared in
            var handle: UInt32 = 0
            for value in 0..<total {
                handle = shared.arena.add(value * 31, into: handle)
                shared.cell.store(handle, ordering: .releasing)
            }
            shared.done.store(true, ordering: .releasing)
        }
        var last: Int64 = 0
        var shrunk = 0
        while !shared.done.load(ordering: .acquiring) {
            let copy = shared.arena.copy { shared.cell.load(ordering: .acquiring) }
            guard let copy else { continue }
            if copy.count < last || copy.count > total { shrunk += 1 }
            last = copy.count
        }
        writer.join()
        #expect(shrunk == 0)
        let final = shared.arena.copy(shared.cell.load(ordering: .acquiring))
        #expect(final?.count == total)
    }
}
