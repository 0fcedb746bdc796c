// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct StallsTests {
    @Test(arguments: [(100, 1_000), (4_000, 1_000), (30_000, 7_500)] as [(Int64, Int64)])
    func `a round that takes a quarter of the idle time and a second is a stall`(
        idle: Int64,
        limit: Int64
    ) {
        var stalls = Stalls(idleAfter: idle)
        #expect(stalls.limit == limit)
        let found = [limit, limit + 1].map { pause in
            _ = stalls.end(0)
            return stalls.end(pause)
        }
        #expect(found == [false, true])
    }

    @Test func `it is told once, and never of the first round`() {
        var stalls = Stalls(idleAfter: 1_000)
        let found = [300_000, 300_050, 600_000, 600_050].map { stalls.end($0) }
        #expect(found == [false, false, true, false])
    }
}
