// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import streamgauge

struct ActorSpreadTests {
    @Test func `actors of one partition each are keyed, few of them say nothing`() {
        var spread = ActorSpread()
        for actor in 1...19 { for _ in 0..<3 { spread.note(UInt64(actor), in: actor % 4) } }
        // Those that came once, and events of nobody, say nothing.
        for actor in 100..<200 { spread.note(UInt64(actor), in: actor % 4) }
        for partition in 0..<4 { spread.note(0, in: partition) }
        #expect(spread.verdict == .unknown)
        for _ in 0..<2 { spread.note(20, in: 0) }
        #expect(spread.verdict == .keyed)
    }

    @Test func `one in twenty may lie in two partitions, more are spread`() {
        var spread = ActorSpread()
        for actor in 1...40 { for _ in 0..<2 { spread.note(UInt64(actor), in: 0) } }
        for actor in 1...2 { spread.note(UInt64(actor), in: 1) }
        #expect(spread.verdict == .keyed)
        spread.note(3, in: 1)
        #expect(spread.verdict == .spread(3, of: 40))
    }
}
