// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Pipeline

struct InputBookStateTests {
    private static let rules = [InputRule("a", .lag(above: 100)), InputRule("b", .lag(above: 900))]
    private static let off = InputBook.Reading(
        wall: 1,
        watermark: nil,
        lag: InputLag(records: 500, isWhole: true),
        partitions: 1,
        events: 0,
        rejected: 0
    )

    private func image(of book: InputBook) throws -> StateImage {
        var recorder = StateRecorder(turns: 5, clockOffset: 0)
        recorder.begin()
        book.record(to: &recorder)
        var image = StateImage()
        try image.apply(recorder.takeDelta())
        return image
    }

    @Test func `what fires goes on behind a restart, and what had begun begins anew`() throws {
        var first = try #require(InputBook(Self.rules))
        #expect(first.judge(Self.off, now: 0) == [])
        var begun = try #require(InputBook(Self.rules))
        try begun.restore(from: try image(of: first))
        #expect(begun.judge(Self.off, now: 60_000) == [])
        #expect(begun.judge(Self.off, now: 120_000).map(\.rule) == [0])

        var next = try #require(InputBook(Self.rules.reversed()))
        try next.restore(from: try image(of: begun))
        #expect(next.isFiring(1) && !next.isFiring(0))
        #expect(next.judge(Self.off, now: 0) == [] && next.judge(Self.off, now: 90_000) == [])
        var calm = Self.off
        calm.lag?.records = 0
        #expect(next.judge(calm, now: 100_000) == [])
        #expect(next.judge(calm, now: 160_000).map(\.isFiring) == [false])
        let image = try image(of: next)
        #expect(image.section(.rules, 2).isEmpty)
    }

    @Test func `a rule that watches something else takes its alert with it`() throws {
        var first = try #require(InputBook(Self.rules))
        _ = first.judge(Self.off, now: 0)
        #expect(first.judge(Self.off, now: 60_000).count == 1)
        for (rule, fires) in [
            (InputRule("a", .lag(above: 7)), true), (InputRule("a", .stale(above: 7)), false),
            (InputRule("c", .lag(above: 100)), false),
        ] {
            var next = try #require(InputBook([rule]))
            try next.restore(from: try image(of: first))
            #expect(next.isFiring(0) == fires)
        }
    }
}
