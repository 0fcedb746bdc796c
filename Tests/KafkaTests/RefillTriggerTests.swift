// SPDX-License-Identifier: Apache-2.0

import Kafka
import Testing

struct RefillTriggerTests {
    @Test func `a queue that fills needs nobody`() {
        var trigger = RefillTrigger()
        for count in [0, 0, 1, 500, 500, 9_000] {
            let isDue = trigger.isDue(queueCount: count)
            #expect(!isDue)
        }
    }

    @Test func `a queue that empties wakes once for each halving`() {
        var trigger = RefillTrigger()
        _ = trigger.isDue(queueCount: 100_000)
        var wakes: [Int] = []
        for count in stride(from: 99_000, through: 0, by: -1_000) {
            let isDue = trigger.isDue(queueCount: count)
            if isDue { wakes.append(count) }
        }
        #expect(wakes == [50_000, 25_000, 12_000, 6_000, 3_000, 1_000, 0])
    }

    @Test func `a queue that is filled again counts from its new height`() {
        var trigger = RefillTrigger()
        for (count, expected) in [
            (1000, false), (400, true), (800, false), (500, false), (400, true),
        ] {
            let isDue = trigger.isDue(queueCount: count)
            #expect(isDue == expected)
        }
    }
}
