// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct BarrierScheduleTests {
    @Test func `a barrier comes once an interval`() {
        var schedule = BarrierSchedule(interval: 5_000, now: 100)
        #expect(!schedule.isTime(5_099, areWindowsDue: true))
        #expect(schedule.isTime(5_100, areWindowsDue: false))
        schedule.pass(5_100, areWindowsDue: false)
        #expect(!schedule.isTime(5_101, areWindowsDue: true), "what falls due later waits")
    }

    @Test func `what a batch had no room for asks for the next one at once`() {
        var schedule = BarrierSchedule(interval: 5_000, now: 0)
        schedule.pass(5_000, areWindowsDue: true)
        #expect(schedule.isTime(5_000, areWindowsDue: true))
        #expect(!schedule.isTime(5_000, areWindowsDue: false))
        schedule.pass(5_000, areWindowsDue: false)
        #expect(!schedule.isTime(5_000, areWindowsDue: true))
    }

    @Test(arguments: [(false, false, false), (false, true, true), (true, false, true)])
    func `scarce rows wait for windows that give some back, a full batch for nothing`(
        isFull: Bool,
        areWindowsDue: Bool,
        isUrgent: Bool
    ) {
        let schedule = BarrierSchedule(interval: 5_000, now: 0)
        let found = schedule.isUrgent(
            isBatchFull: isFull,
            areRowsScarce: true,
            areWindowsDue: areWindowsDue
        )
        #expect(found == isUrgent)
    }
}
