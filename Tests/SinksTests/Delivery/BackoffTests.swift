// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Sinks

struct BackoffTests {
    @Test func `waits double up to a bound and begin again`() {
        var backoff = Backoff()
        #expect(
            (0..<9).map { _ in backoff.next() }
                == [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]
        )
        backoff.reset()
        #expect((0..<2).map { _ in backoff.next() } == [100, 200])
    }
}
