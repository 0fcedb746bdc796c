// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Pipeline

struct RuleBookTests {
    private static let few = AlertRule.Condition.value(low: 3, high: nil)

    @Test func `windows in a row turn it, over barriers, and what is good is forgotten`() throws {
        var bench = try RuleBench(Self.few, hold: 2)
        #expect(bench.judge(bench.value(0, 9), bench.value(1, 1)) == [])
        #expect(bench.book?.use.entries == 1)
        #expect(bench.judge(bench.value(2, 1), bench.value(3, 1)) == ["+3"])
        #expect(bench.judge(bench.value(4, 9)) == [])
        #expect(bench.judge(bench.value(5, 9)) == ["-6"])
        #expect(bench.book?.use.entries == 0)
    }

    @Test func `nothing but whole finals that came in time is judged`() throws {
        var bench = try RuleBench(Self.few)
        let none = bench.judge(
            bench.value(0, 1) { $0.kind = .early },
            bench.value(1, 1) { $0.kind = .revision },
            bench.value(2, 1) { $0.isLate = true },
            bench.value(3, 1) { $0.isComplete = false }
        )
        #expect(none == [] && bench.book?.use.entries == 0)
        #expect(bench.judge(bench.value(4, 1)) == ["+5"])
    }

    @Test func `a window that is missing or not whole breaks the row`() throws {
        var bench = try RuleBench(Self.few, hold: 2, by: true)
        #expect(bench.judge(bench.value(0, 1, of: "IT"), bench.value(2, 1, of: "IT")) == [])
        let broken = bench.value(3, 1, of: "IT") { $0.isComplete = false }
        #expect(bench.judge(broken, bench.value(4, 1, of: "IT")) == [])
        #expect(bench.judge(bench.value(5, 1, of: "IT")) == ["IT+6"])
    }

    @Test func `series are judged each by itself, and those that are gone are forgotten`() throws {
        var bench = try RuleBench(Self.few, hold: 2, by: true)
        #expect(bench.judge(bench.value(0, 1, of: "IT"), bench.value(0, 1, of: "DE")) == [])
        #expect(bench.book?.use.entries == 2)
        #expect(bench.judge(bench.value(1, 1, of: "DE")) == ["DE+2"])
        #expect(bench.judge(bench.value(2, 9, of: "DE")) == [])
        #expect(bench.book?.use.entries == 1)
        var only = try RuleBench(Self.few, by: true, only: "IT")
        #expect(only.judge(only.value(0, 1, of: "DE"), only.value(0, 1, of: "IT")) == ["IT+1"])
    }

    @Test func `a gap is as many windows as it has`() throws {
        var bench = try RuleBench(.noData, hold: 3)
        let gap = bench.value(1, 0) { $0.gapUntil = AggregatorBench.midnight + 6 * 60_000 }
        #expect(bench.judge(bench.value(0, 9), gap) == ["+4"])
        #expect(bench.judge(bench.value(6, 1), bench.value(7, 1), bench.value(8, 1)) == ["-9"])
    }

    @Test func `a change is judged against a window that was seen whole`() throws {
        var bench = try RuleBench(.change(.previous, low: -50, high: nil))
        // Also by a rule that is new, and did not see how the window before was told.
        #expect(bench.judge(bench.value(1, 1) { $0.previous = 9 }) == [])
        #expect(bench.judge(bench.value(2, 1, after: 9)) == ["+3"])
        #expect(bench.judge(bench.value(3, 1, after: 1)) == ["-4"])
        #expect(bench.judge(bench.value(4, 1)) == [])
    }

    @Test func `a count that fell to nothing is judged if there were enough before`() throws {
        let halved = AlertRule.Condition.change(.previous, low: -50, high: nil)
        var bench = try RuleBench(halved, sample: 50)
        #expect(bench.judge(bench.value(0, 0, after: 49)) == [])
        #expect(bench.judge(bench.value(1, 0, after: 50)) == ["+2"])
        // A rate of few says little, however many there were before.
        var rate = try RuleBench(halved, sample: 50, of: "web.bounce_rate")
        #expect(rate.judge(rate.value(0, 9, after: 90)) == [])
        #expect(rate.judge(rate.value(1, 50, after: 200)) == ["+2"])
    }

    @Test func `the overflow is judged by its value, not by how it changed`() throws {
        for (condition, expected) in [
            (Self.few, ["+1"]), (.change(.previous, low: -50, high: nil), []),
        ] {
            var bench = try RuleBench(condition, by: true, countries: [nil, "DE"])
            let series = bench.series(nil)
            let value = bench.value(0, 1, of: "DE") {
                ($0.series, $0.previous, $0.previousSample) = (series, 9, 9)
            }
            #expect(bench.judge(value) == expected)
        }
    }

    @Test func `a gap changed once, where it began`() throws {
        for (hold, expected) in [(1, ["+2"]), (2, [])] {
            var bench = try RuleBench(.change(.previous, low: -50, high: nil), hold: hold)
            let gap = bench.value(1, 0) {
                ($0.previous, $0.previousSample) = (9, 9)
                $0.gapUntil = AggregatorBench.midnight + 6 * 60_000
            }
            #expect(bench.judge(bench.value(0, 9), gap) == expected)
        }
    }

    @Test func `without rules there is no book`() throws {
        let bench = try RuleBench(Self.few)
        #expect(RuleBook([], plan: bench.plan) == nil)
    }

    @Test func `beyond the most series what begins to be off is not judged, and is counted`() throws
    {
        var bench = try RuleBench(Self.few, hold: 2, by: true)
        bench.book?.mostSeries = 1
        #expect(bench.judge(bench.value(0, 1, of: "IT"), bench.value(0, 1, of: "DE")) == [])
        #expect(bench.book?.use.entries == 1 && bench.book?.use.refused == 1)
        // Who has a place goes on, who has none begins as soon as there is one.
        let second = bench.judge(bench.value(1, 1, of: "IT"), bench.value(1, 1, of: "DE"))
        #expect(second == ["IT+2"] && bench.book?.use.refused == 2)
        let good = (2...3).map { bench.value($0, 9, of: "IT") }
        #expect(bench.judge(good[0], good[1], bench.value(3, 1, of: "DE")) == ["IT-4"])
        #expect(bench.judge(bench.value(4, 1, of: "DE")) == ["DE+5"])
        #expect(bench.book?.use.refused == 2)
    }

    @Test func `no more series fire than there may, and others begin once one has ended`() throws {
        for hold in [1, 2] {
            var bench = try RuleBench(Self.few, hold: hold, by: true)
            bench.book?.mostFiring = 1
            let off = (0..<Int64(hold)).flatMap { minute in
                bench.judge(bench.value(minute, 1, of: "DE"), bench.value(minute, 1, of: "IT"))
            }
            #expect(off == ["DE+\(hold)"] && bench.book?.use.refused == 1)
            #expect(bench.book?.use.entries == hold)
            let good = (0..<Int64(hold)).flatMap { minute in
                let minute = minute + Int64(hold)
                return bench.judge(
                    bench.value(minute, 9, of: "DE"),
                    bench.value(minute, 1, of: "IT")
                )
            }
            #expect(good == ["DE-\(2 * hold)", "IT+\(2 * hold)"])
        }
    }

    @Test func `of a rule that one window turns nothing is told that is not remembered`() throws {
        var bench = try RuleBench(Self.few, by: true)
        bench.book?.mostSeries = 1
        let first = bench.judge(bench.value(0, 1, of: "DE"), bench.value(0, 1, of: "IT"))
        #expect(first == ["DE+1"])
        #expect(bench.judge(bench.value(1, 9, of: "IT")) == [])
        #expect(bench.book?.use.entries == 1 && bench.book?.use.refused == 1)
    }
}
