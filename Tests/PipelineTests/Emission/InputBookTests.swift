// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Pipeline

struct InputBookTests {
    /// A book of one rule that half a minute turns.
    private func book(_ condition: InputRule.Condition, sample: Double = 0) throws -> InputBook {
        var rule = InputRule("a", condition)
        rule.hold = 30_000
        rule.minimumSample = sample
        return try #require(InputBook([rule]))
    }

    private func lag(_ lag: Int64?) -> InputBook.Reading {
        reading(lag.map { InputLag(records: $0, isWhole: true) })
    }

    private func reading(_ lag: InputLag?) -> InputBook.Reading {
        .init(
            wall: 7_000,
            watermark: nil,
            lag: lag,
            partitions: 1,
            events: 0,
            rejected: 0
        )
    }

    @Test func `lag fires when it was too much for long enough, and ends like that`() throws {
        var book = try book(.lag(above: 100))
        var told: [String] = []
        let lags: [Int64] = [101, 101, 100, 101, 101, 500, 500, 500, 3, 3, 500, 3, 3, 3, 3, 3]
        for (step, lag) in lags.enumerated() {
            for turn in book.judge(self.lag(lag), now: Int64(step) * 10_000) {
                told.append("\(turn.isFiring) \(step) \(turn.value)")
            }
        }
        #expect(told == ["true 6 500.0", "false 14 3.0"])
    }

    @Test func `where an end is not known nothing is judged, and a row begins anew`() throws {
        var book = try book(.lag(above: 100))
        let lags: [Int64?] = [500, 500, nil, 500, 500, 500]
        for (step, lag) in lags.enumerated() {
            #expect(book.judge(self.lag(lag), now: Int64(step) * 10_000) == [])
        }
        let turns = book.judge(lag(500), now: 60_000)
        #expect(turns == [InputTurn(rule: 0, value: 500, isFiring: true, since: 7_000)])
        #expect(book.judge(lag(nil), now: 90_000) == [] && book.isFiring(0))
    }

    @Test func `too much before known ends is too much, and little before them says nothing`()
        throws
    {
        var book = try book(.lag(above: 100))
        let much = reading(InputLag(records: 101, isWhole: false))
        let little = reading(InputLag(records: 7, isWhole: false))
        #expect(book.judge(much, now: 0) == [] && book.judge(much, now: 20_000) == [])
        #expect(book.judge(much, now: 30_000).map(\.value) == [101])
        for step in Int64(4)..<12 { #expect(book.judge(little, now: step * 10_000) == []) }
        #expect(book.isFiring(0), "who is silent may be as far behind as before")
    }

    @Test func `a partition that comes begins a period of rejected events anew`() throws {
        var book = try book(.rejects(above: 0.1))
        func turns(_ partitions: Int, _ rejected: Int64, at second: Int64) -> [InputTurn] {
            let reading = InputBook.Reading(
                wall: second,
                watermark: nil,
                lag: nil,
                partitions: partitions,
                events: 1_000 * Int64(partitions) + second,
                rejected: rejected
            )
            return book.judge(reading, now: second * 1_000)
        }
        #expect(turns(0, 0, at: 0) == [])
        #expect(turns(2, 700, at: 30) == [], "what both had counted before the start")
        #expect(turns(2, 700, at: 59) == [] && turns(2, 702, at: 60) == [])
        #expect(turns(2, 732, at: 90).map(\.value) == [1])
    }

    @Test func `a watermark is stale by the clock on the wall, and not before there is one`() throws
    {
        var book = try book(.stale(above: 600_000))
        func turns(_ watermark: Int64?, now: Int64) -> [InputTurn] {
            book.judge(
                .init(
                    wall: 5_000_000,
                    watermark: watermark,
                    lag: nil,
                    partitions: 1,
                    events: 0,
                    rejected: 0
                ),
                now: now
            )
        }
        #expect(turns(nil, now: 0) == [] && turns(nil, now: 90_000) == [])
        #expect(turns(4_400_000, now: 100_000) == [] && turns(4_400_000, now: 190_000) == [])
        #expect(turns(4_399_999, now: 200_000) == [])
        #expect(turns(4_300_000, now: 230_000).map(\.value) == [700])
        #expect(turns(4_900_000, now: 240_000) == [])
        #expect(turns(4_900_000, now: 270_000).map(\.isFiring) == [false])
    }

    @Test func `the share of rejected events is that of a period`() throws {
        var book = try book(.rejects(above: 0.1), sample: 10)
        func turns(_ events: Int64, _ rejected: Int64, at second: Int64) -> [InputTurn] {
            let reading = InputBook.Reading(
                wall: second,
                watermark: nil,
                lag: nil,
                partitions: 1,
                events: events,
                rejected: rejected
            )
            return book.judge(reading, now: second * 1_000)
        }
        // What was counted before the start is nobody's share.
        #expect(turns(1_000, 900, at: 0) == [])
        #expect(turns(1_010, 905, at: 29) == [])
        let first = turns(1_010, 905, at: 30)
        #expect(first == [InputTurn(rule: 0, value: 0.5, isFiring: true, since: 30)])
        // Nothing, and too few, end nothing.
        #expect(turns(1_010, 905, at: 60) == [] && turns(1_019, 905, at: 90) == [])
        #expect(turns(1_039, 907, at: 120).map(\.isFiring) == [false])
        #expect(turns(1_049, 908, at: 150) == [])
        #expect(turns(1_049 + 9, 917, at: 180) == [])
    }

    @Test func `each rule is judged by itself, and those of lag alone ask for the ends`() throws {
        let rules = [InputRule("a", .stale(above: 1)), InputRule("b", .lag(above: 1))]
        var book = try #require(InputBook(rules))
        let reading = InputBook.Reading(
            wall: 10,
            watermark: 0,
            lag: InputLag(records: 9, isWhole: true),
            partitions: 1,
            events: 0,
            rejected: 0
        )
        #expect(book.judge(reading, now: 0) == [])
        #expect(book.judge(reading, now: 60_000).map(\.rule) == [0, 1])
        #expect(book.readsLag && InputBook([rules[0]])?.readsLag == false)
        #expect(InputBook([]) == nil)
    }
}
