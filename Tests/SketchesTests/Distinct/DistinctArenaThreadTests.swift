// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import Sketches

/// An arena with the cells that writer and reader share.
private final class Shared: Sendable {
    let arena: DistinctArena
    let cells: InlineArray<4, Atomic<UInt32>> = [Atomic(0), Atomic(0), Atomic(0), Atomic(0)]
    /// Set with release by the writer at its end, read with acquire by the reader's loop.
    let done = Atomic<Bool>(false)

    init(exactLimit: Int) { arena = DistinctArena(limitBytes: 1 << 22, exactLimit: exactLimit) }
}

struct DistinctArenaThreadTests {
    /// Every sketch gets items 1...n in order, marked with its cell.
    private static func item(_ number: UInt64, cell: Int) -> UInt64 { UInt64(cell) << 40 | number }

    @Test(arguments: [0, 600])
    func `a reader beside the writer sees only states between before and after`(exactLimit: Int) {
        let total: UInt64 = 1_500
        let shared = Shared(exactLimit: exactLimit)
        let writer = RealThread(shared) { shared in
            var handles = [UInt32](repeating: 0, count: 4)
            // Sketches grow and are released in turns, so that blocks change owners all the time.
            for round in 0..<60 {
                for number in 1...total {
                    for cell in 0..<4 where (round + cell) % 4 != 0 || number <= 20 {
                        let item = Self.item(number, cell: cell)
                        handles[cell] = shared.arena.insert(item, into: handles[cell])
                        shared.cells[cell].store(handles[cell], ordering: .releasing)
                    }
                }
                for cell in 0..<4 where (round + cell) % 3 == 0 {
                    shared.cells[cell].store(0, ordering: .releasing)
                    shared.arena.release(handles[cell])
                    handles[cell] = 0
                }
            }
            shared.done.store(true, ordering: .releasing)
        }
        var wholes = (0..<4).map { _ in DistinctSketch(exactLimit: exactLimit) }
        for cell in 0..<4 {
            for number in 1...total { wholes[cell].insert(Self.item(number, cell: cell)) }
        }
        var foreign = 0
        var reads = 0
        while !shared.done.load(ordering: .acquiring) || reads < 100 {
            let cell = reads % 4
            reads += 1
            let copy = shared.arena.copy { shared.cells[cell].load(ordering: .acquiring) }
            // Part of its own whole and of nothing else: a merge must not change the whole.
            if let copy, wholes[cell].merged(with: copy) != wholes[cell] { foreign += 1 }
        }
        writer.join()
        #expect(foreign == 0)
        let overflows = shared.arena.overflowCount
        #expect(overflows == 0)
    }

    @Test(arguments: [0, 600])
    func `a growing sketch never shrinks in the eyes of a reader`(exactLimit: Int) {
        let shared = Shared(exactLimit: exactLimit)
        let total: UInt64 = 100_000
        let writer = RealThread(shared) { shared in
            var handle: UInt32 = 0
            for number in 1...total {
                handle = shared.arena.insert(number, into: handle)
                shared.cells[0].store(handle, ordering: .releasing)
            }
            shared.done.store(true, ordering: .releasing)
        }
        var last = DistinctSketch(exactLimit: exactLimit)
        var shrunk = 0
        while !shared.done.load(ordering: .acquiring) {
            let copy = shared.arena.copy { shared.cells[0].load(ordering: .acquiring) }
            guard let copy else { continue }
            if copy.merged(with: last) != copy { shrunk += 1 }
            last = copy
        }
        writer.join()
        #expect(shrunk == 0)
        var model = DistinctSketch(exactLimit: exactLimit)
        for number in 1...total { model.insert(number) }
        let final = shared.arena.copy(shared.cells[0].load(ordering: .acquiring))
        #expect(final == model)
    }
}
