// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import RingBuffers

struct ParkingWaitStrategyTests {
    @Test func `sleeps double up to the bound and begin anew after work`() {
        var wait = ParkingWaitStrategy(
            spins: 1,
            yields: 1,
            shortest: .nanoseconds(1),
            longest: .nanoseconds(3)
        )
        var lengths: [Int] = []
        for _ in 0..<6 {
            lengths.append(wait.upcomingSleepNanoseconds)
            wait.wait()
        }
        #expect(lengths == [1, 1, 1, 2, 3, 3])
        wait.reset()
        #expect(wait.upcomingSleepNanoseconds == 1)
    }

    @Test func `a sleep of a second stops the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = ParkingWaitStrategy(longest: .seconds(1))
        }
    }
}
