// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Pipeline

struct LinkSetTests {
    private func set(_ links: UInt64...) -> LinkSet {
        links.reduce(into: LinkSet()) { $0.insert($1) }
    }

    @Test func `three links are many, two are not, however often they come`() {
        #expect(LinkSet().isEmpty && !LinkSet(0).isEmpty, "a click without a link is one")
        #expect(!set(1, 2, 1, 2).areMany && set(1, 2, 3).areMany && set(1, 2, 3, 1).areMany)
        #expect(set(7, 7) == LinkSet(7) && LinkSet(7) != LinkSet(8))
    }

    @Test func `links of the same remainder by thirty are taken for one`() {
        #expect(LinkSet(4) == LinkSet(34))
        #expect(!set(1, 2, 31).areMany)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `a union holds what both hold, and comes out of its code`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<50 {
            let links = (0..<random.number(0...4)).map { _ in UInt64(random.number(0...6)) }
            let half = Int(random.number(0...Int64(links.count)))
            let (one, other) = (links.prefix(half), links.dropFirst(half))
            let union = one.reduce(into: LinkSet()) { $0.insert($1) }
                .union(other.reduce(into: LinkSet()) { $0.insert($1) })
            #expect(union.areMany == (Set(links).count > 2), "seed \(seed): \(links)")
            #expect(union.isEmpty == links.isEmpty)
            #expect(LinkSet(code: union.code) == union && union.code >> 10 == 0)
        }
    }
}
