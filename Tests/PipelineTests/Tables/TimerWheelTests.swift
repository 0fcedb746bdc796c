// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Pipeline

struct TimerWheelTests {
    /// A wheel whose places are due at times that the model knows too.
    private struct Bench: ~Copyable {
        var wheel: TimerWheel
        var due: [UInt32: Int64] = [:]

        init(granularity: Int64 = 10, buckets: Int = 8) {
            wheel = TimerWheel(granularity: granularity, bucketCount: buckets, placeLimit: 1_000)
        }

        mutating func insert(_ place: UInt32, _ time: Int64) {
            due[place] = time
            wheel.insert(place, due: time)
        }

        /// What is due up to a time, as a tracker takes it: what is not due is put in again.
        mutating func advance(to time: Int64) -> [UInt32] {
            var taken: [UInt32] = []
            wheel.begin(upTo: time)
            while let place = wheel.pop() {
                let dueTime = due[place] ?? .max
                if dueTime > time {
                    wheel.insert(place, due: dueTime)
                } else {
                    taken.append(place)
                    due[place] = nil
                }
            }
            return taken.sorted()
        }
    }

    @Test func `places come out when they are due, once`() {
        var bench = Bench()
        bench.insert(1, 100)
        bench.insert(2, 125)
        bench.insert(3, 109)
        let before = bench.advance(to: 99)
        #expect(before.isEmpty)
        let first = bench.advance(to: 104)
        #expect(first == [1])
        let second = bench.advance(to: 124)
        #expect(second == [3])
        let third = bench.advance(to: 1_000_000)
        #expect(third == [2])
        let last = bench.advance(to: 2_000_000)
        #expect(last.isEmpty)
    }

    @Test func `a place beyond the span waits as long as it must`() {
        var bench = Bench()
        _ = bench.advance(to: 0)
        bench.insert(1, 10_007)
        for time in stride(from: 0 as Int64, to: 10_007, by: 7) {
            let early = bench.advance(to: time)
            #expect(early.isEmpty, "at \(time)")
        }
        let taken = bench.advance(to: 10_007)
        #expect(taken == [1])
    }

    @Test func `a place that is due already comes out with the next turn`() {
        var bench = Bench()
        _ = bench.advance(to: 500)
        bench.insert(1, 20)
        bench.insert(2, -5_000)
        let taken = bench.advance(to: 500)
        #expect(taken == [1, 2])
    }

    @Test func `places put in before the first turn come out whatever their times are`() {
        var bench = Bench()
        bench.insert(1, 4_000)
        bench.insert(2, -4_000)
        bench.insert(3, 0)
        bench.insert(4, 1 << 50)
        let early = bench.advance(to: -4_001)
        #expect(early.isEmpty)
        let first = bench.advance(to: -1)
        #expect(first == [2])
        let rest = bench.advance(to: 4_000)
        #expect(rest == [1, 3])
        let last = bench.advance(to: 1 << 50)
        #expect(last == [4])
    }

    @Test func `it is due when a whole bucket has passed`() {
        var bench = Bench()
        let unset = bench.wheel.isDue(at: -1_000)
        #expect(unset, "nothing was taken yet")
        _ = bench.advance(to: 104)
        let (within, at) = (bench.wheel.isDue(at: 109), bench.wheel.isDue(at: 110))
        #expect(!within)
        #expect(at)
    }

    @Test func `time that does not advance finds what became due in the same bucket`() {
        var bench = Bench()
        _ = bench.advance(to: 101)
        bench.insert(1, 103)
        bench.insert(2, 108)
        let first = bench.advance(to: 105)
        #expect(first == [1])
        let second = bench.advance(to: 108)
        #expect(second == [2])
        let back = bench.advance(to: 50)
        #expect(back.isEmpty, "an earlier time finds nothing and breaks nothing")
        bench.insert(3, 109)
        let third = bench.advance(to: 109)
        #expect(third == [3])
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `random inserts and jumps agree with a sorted list`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bench = Bench(
            granularity: random.pick([1, 10, 1_000]),
            buckets: random.pick([1, 8, 64])
        )
        var now = random.number(-1_000_000...1_000_000)
        var free = Array(0..<1_000 as Range<UInt32>)
        for step in 0..<3_000 {
            if random.chance(70), let place = free.popLast() {
                let distance = random.pick([100, 5_000, 1_000_000] as [Int64])
                bench.insert(place, now + random.number(-distance...distance))
            } else {
                now += random.number(0...random.pick([3, 500, 2_000_000]))
                let expected = bench.due.filter { $0.value <= now }.keys.sorted()
                let taken = bench.advance(to: now)
                #expect(taken == expected, "seed \(seed), step \(step)")
                free += taken
            }
        }
    }
}
