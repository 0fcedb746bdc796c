// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import streamgauge

struct WatchdogTests {
    @Test(
        arguments: [
            ([:], nil), (["WATCHDOG_USEC": "30000000"], 30_000),
            (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "7"], 30_000),
            (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "8"], nil),
            (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "soon"], nil),
        ] as [([String: String], Int64?)]
    )
    func `it is there when this process is asked for`(
        environment: [String: String],
        interval: Int64?
    ) {
        #expect(Watchdog(environment, processID: 7)?.intervalMilliseconds == interval)
    }

    @Test func `it is fed four times in each interval`() throws {
        var watchdog = try #require(Watchdog(["WATCHDOG_USEC": "8000000"], processID: 7))
        let times = (0...8).map { Int64($0) * 1_000 }
        let fed = times.filter { watchdog.isDue(at: $0, silences: [0]) }
        #expect(fed == [0, 2_000, 4_000, 6_000, 8_000])
    }

    @Test func `it is not fed for a process of which one thread is silent for half of it`() throws {
        var watchdog = try #require(Watchdog(["WATCHDOG_USEC": "8000000"], processID: 7))
        #expect(watchdog.longestSilence == 4)
        let isFed = watchdog.isDue(at: 0, silences: [4, 0])
        let isFedForStuck = watchdog.isDue(at: 9_000, silences: [4.1, 0])
        #expect(isFed && !isFedForStuck)
    }
}
