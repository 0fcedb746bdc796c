// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sinks

struct PushBackoffTests {
    @Test func `waits double from one second to a minute`() {
        var backoff = PushBackoff()
        #expect(
            (0..<9).map { _ in backoff.next(random: 1) / 1_000 } == [
                1, 2, 4, 8, 16, 32, 60, 60, 60,
            ]
        )
        backoff.reset()
        #expect(backoff.next(random: 1) == 1_000)
    }

    @Test func `luck spreads a wait over its upper half`() {
        var (low, high) = (PushBackoff(), PushBackoff())
        #expect(low.next(random: 0) == 500 && high.next(random: 0.5) == 750)
        #expect(low.next(random: 0) == 1_000)
    }
}
