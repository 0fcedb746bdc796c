// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RingBuffers

struct SPSCRingBufferTests {
    @Test func `elements come out in the order they went in`() {
        var ring = SPSCRingBuffer<Int>(capacity: 8)
        var producer = ring.takeProducer()
        var consumer = ring.takeConsumer()
        for element in 0..<8 {
            let pushed = producer.tryPush(element)
            #expect(pushed)
        }
        for element in 0..<8 {
            let popped = consumer.tryPop()
            #expect(popped == element)
        }
    }

    @Test func `a full ring refuses an element and an empty one gives none`() {
        var ring = SPSCRingBuffer<Int>(capacity: 2)
        var producer = ring.takeProducer()
        var consumer = ring.takeConsumer()
        let results = [producer.tryPush(1), producer.tryPush(2), producer.tryPush(3)]
        #expect(results == [true, true, false])
        let popped = [consumer.tryPop(), consumer.tryPop(), consumer.tryPop()]
        #expect(popped == [1, 2, nil])
        let again = producer.tryPush(4)
        #expect(again)
        let last = consumer.tryPop()
        #expect(last == 4)
    }

    @Test(arguments: [1, 2, 4, 64])
    func `many laps around the memory lose and double nothing`(capacity: Int) {
        var ring = SPSCRingBuffer<UInt64>(capacity: capacity)
        var producer = ring.takeProducer()
        var consumer = ring.takeConsumer()
        var next: UInt64 = 0
        var expected: UInt64 = 0
        for round in 0..<1_000 {
            for _ in 0..<(round % (capacity + 1)) where producer.tryPush(next) { next += 1 }
            for _ in 0..<((round * 7) % (capacity + 1)) {
                guard let element = consumer.tryPop() else { break }
                #expect(element == expected)
                expected += 1
            }
        }
        while let element = consumer.tryPop() {
            #expect(element == expected)
            expected += 1
        }
        #expect(next == expected)
        #expect(next > 100)
    }

    @Test func `staged elements are seen only when published`() {
        var ring = SPSCRingBuffer<Int>(capacity: 4)
        var producer = ring.takeProducer()
        var consumer = ring.takeConsumer()
        let staged = [producer.tryStage(1), producer.tryStage(2)]
        #expect(staged == [true, true])
        let before = consumer.tryPop()
        #expect(before == nil)
        producer.publish()
        let after = [consumer.tryPop(), consumer.tryPop()]
        #expect(after == [1, 2])
    }

    @Test func `a batch takes what fits and wraps around`() {
        var ring = SPSCRingBuffer<Int>(capacity: 4)
        var producer = ring.takeProducer()
        var consumer = ring.takeConsumer()
        let first = producer.tryPush(contentsOf: [1, 2, 3].span)
        _ = consumer.tryPop()
        _ = consumer.tryPop()
        let second = producer.tryPush(contentsOf: [4, 5, 6, 7].span)
        #expect(first == 3)
        #expect(second == 3)
        var drained: [Int] = []
        let count = consumer.drain(upTo: 3) { drained.append($0) }
        #expect(count == 3)
        let rest = consumer.drain(upTo: 100) { drained.append($0) }
        #expect(rest == 1)
        #expect(drained == [3, 4, 5, 6])
    }

    @Test func `a readable view ends at the wrap and goes on after release`() {
        var ring = SPSCRingBuffer<Int>(capacity: 4)
        var producer = ring.takeProducer()
        var consumer = ring.takeConsumer()
        _ = producer.tryPush(contentsOf: [1, 2, 3].span)
        consumer.release(3)
        _ = producer.tryPush(contentsOf: [4, 5, 6].span)
        var seen: [Int] = []
        var lengths: [Int] = []
        while !consumer.readable.isEmpty {
            lengths.append(append(consumer.readable, to: &seen))
            consumer.release(lengths[lengths.count - 1])
        }
        #expect(seen == [4, 5, 6])
        #expect(lengths == [1, 2])
    }

    @Test func `the level follows both ends`() {
        var ring = SPSCRingBuffer<Int>(capacity: 4)
        let level = ring.level
        var producer = ring.takeProducer()
        var consumer = ring.takeConsumer()
        _ = producer.tryPush(contentsOf: [1, 2, 3].span)
        #expect(level.fillCount == 3)
        _ = consumer.tryPop()
        #expect(level.fillCount == 2)
        #expect(level.capacity == 4)
        let own = ring.fillCount
        #expect(own == 2)
    }

    @Test func `ends outlive the ring and the memory goes with the last of them`() {
        weak var storage: RingStorage<Int>?
        do {
            var consumer: SPSCRingBuffer<Int>.Consumer
            do {
                var ring = SPSCRingBuffer<Int>(capacity: 4)
                storage = ring.storage
                var producer = ring.takeProducer()
                consumer = ring.takeConsumer()
                _ = producer.tryPush(7)
            }
            let popped = consumer.tryPop()
            #expect(popped == 7)
            #expect(storage != nil)
        }
        #expect(storage == nil)
    }

    @Test func `a capacity that is no power of two stops the program`() async {
        await #expect(processExitsWith: .failure) { _ = SPSCRingBuffer<Int>(capacity: 3) }
    }

    @Test func `a second producer stops the program`() async {
        await #expect(processExitsWith: .failure) {
            var ring = SPSCRingBuffer<Int>(capacity: 4)
            _ = ring.takeProducer()
            _ = ring.takeProducer()
        }
    }

    @Test func `releasing more than waits stops the program`() async {
        await #expect(processExitsWith: .failure) {
            var ring = SPSCRingBuffer<Int>(capacity: 4)
            var consumer = ring.takeConsumer()
            consumer.release(1)
        }
    }

    private func append(_ view: Span<Int>, to seen: inout [Int]) -> Int {
        for index in view.indices { seen.append(view[index]) }
        return view.count
    }
}
