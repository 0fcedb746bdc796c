// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import RingBuffers

/// One element of several words, so that a torn or early read shows.
private struct Block: BitwiseCopyable, Sendable, Equatable {
    var words: InlineArray<4, UInt64>

    init(_ number: UInt64) { words = [number, ~number, number &* 3, number ^ 0x5555] }

    func isWhole(_ number: UInt64) -> Bool { self == Block(number) }

    static func == (left: Block, right: Block) -> Bool {
        (0..<4).allSatisfy { left.words[$0] == right.words[$0] }
    }
}

struct SPSCRingBufferThreadTests {
    @Test(arguments: [1, 7, 64])
    func `two threads pass every element once, whole and in order`(batch: Int) {
        let total: UInt64 = 1_000_000
        var ring = SPSCRingBuffer<Block>(capacity: 256)
        let level = ring.level
        let sender = RealThread(ring.takeProducer()) { producer in
            var producer = producer
            var wait = YieldingWaitStrategy(spins: 10)
            var next: UInt64 = 0
            while next < total {
                let start = next
                while next < min(total, start + UInt64(batch)), producer.tryStage(Block(next)) {
                    next += 1
                }
                producer.publish()
                if next == start { wait.wait() } else { wait.reset() }
            }
        }
        var consumer = ring.takeConsumer()
        var wait = YieldingWaitStrategy(spins: 10)
        var expected: UInt64 = 0
        var faults = 0
        var largestFill = 0
        while expected < total {
            largestFill = max(largestFill, level.fillCount)
            let taken = consumer.drain(upTo: batch) { block in
                if !block.isWhole(expected) { faults += 1 }
                expected += 1
            }
            if taken == 0 { wait.wait() } else { wait.reset() }
        }
        sender.join()
        #expect(faults == 0)
        #expect(expected == total)
        #expect(largestFill <= 256)
        let rest = consumer.tryPop()
        #expect(rest == nil)
    }
}
