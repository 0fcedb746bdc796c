// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing
import Windowing

@testable import Pipeline

struct FactChangeTests {
    private func fact(_ time: Int64, value: Int64 = 0) -> Fact {
        Fact(.sessionEnded, channel: .web, time: time, combination: 0, value: value)
    }

    @Test func `what holds now is counted instead of what held`() {
        var bench = FactBench()
        FactChange.apply(nil, nil, to: &bench.panes)
        FactChange.apply(nil, fact(5, value: 3), to: &bench.panes)
        let added = bench.counted()
        #expect(added == ["sessionEnded 5": 1, "value 5": 3])
        FactChange.apply(fact(5, value: 3), fact(9, value: 7), to: &bench.panes)
        let moved = bench.counted()
        #expect(moved == ["sessionEnded 9": 1, "value 9": 7])
        FactChange.apply(fact(9, value: 7), nil, to: &bench.panes)
        let removed = bench.counted()
        #expect(removed.isEmpty)
    }

    @Test func `a fact that did not change touches nothing`() {
        var bench = FactBench()
        FactChange.apply(nil, fact(5), to: &bench.panes)
        var touched = 0
        bench.panes.tables[0].takeChanged { _ in touched += 1 }
        #expect(touched == 1)
        var stuck: UInt64 = 0
        FactChange.apply(fact(5), fact(5), to: &bench.panes)
        FactChange.apply(fact(5), fact(5), stuck: &stuck, to: &bench.panes)
        bench.panes.tables[0].takeChanged { _ in touched += 1 }
        #expect(touched == 1)
        #expect(stuck == 0)
    }

    @Test func `a class that cannot take a fact back keeps it and takes no other`() {
        var bench = FactBench([FactBench.Shape(settle: 100, lateness: 0), FactBench.Shape()])
        var stuck: UInt64 = 0
        FactChange.apply(nil, fact(0), stuck: &stuck, to: &bench.panes)
        #expect(stuck == 0)
        bench.panes.watermark = 101
        FactChange.apply(fact(0), nil, stuck: &stuck, to: &bench.panes)
        #expect(stuck.nonzeroBitCount == 1)
        FactChange.apply(nil, fact(90), stuck: &stuck, to: &bench.panes)
        FactChange.apply(fact(90), fact(95), stuck: &stuck, to: &bench.panes)
        let (strict, lenient) = (bench.counted(0), bench.counted(1))
        #expect(strict == ["sessionEnded 0": 1])
        #expect(lenient == ["sessionEnded 95": 1])
    }

    @Test func `a class that cannot move a fact is stuck, and keeps it where it is`() {
        var bench = FactBench([FactBench.Shape(settle: 100, lateness: 0), FactBench.Shape()])
        var stuck: UInt64 = 0
        FactChange.apply(nil, fact(0), stuck: &stuck, to: &bench.panes)
        bench.panes.watermark = 101
        FactChange.apply(fact(0), fact(50), stuck: &stuck, to: &bench.panes)
        FactChange.apply(fact(50), nil, stuck: &stuck, to: &bench.panes)
        let (strict, lenient) = (bench.counted(0), bench.counted(1))
        #expect(strict == ["sessionEnded 0": 1])
        #expect(lenient.isEmpty)
    }
}
