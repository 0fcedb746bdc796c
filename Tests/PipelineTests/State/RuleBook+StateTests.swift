// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Pipeline

struct RuleBookStateTests {
    private static let few = AlertRule.Condition.value(low: 3, high: nil)

    /// The state of a rule for which IT fires and DE is off since a window.
    private func image() throws -> StateImage {
        var bench = try RuleBench(Self.few, hold: 2, by: true)
        #expect(bench.judge(bench.value(0, 1, of: "IT")) == [])
        let turns = bench.judge(bench.value(1, 1, of: "IT"), bench.value(1, 1, of: "DE"))
        #expect(turns == ["IT+2"])
        var recorder = StateRecorder(turns: 5, clockOffset: 0)
        recorder.begin()
        bench.book?.record(to: &recorder)
        var image = StateImage()
        try image.apply(recorder.takeDelta())
        return image
    }

    /// A book that goes on where series have other numbers.
    private func restored(
        _ condition: AlertRule.Condition = few,
        hold: Int = 2,
        only: String? = nil
    ) throws -> RuleBench {
        var bench = try RuleBench(
            condition,
            hold: hold,
            by: true,
            only: only,
            countries: ["DE", "IT"]
        )
        try bench.book?.restore(from: try image())
        return bench
    }

    @Test func `what fires and what was begun goes on behind a restart`() throws {
        var bench = try restored()
        #expect(bench.book?.use.entries == 2)
        let turns = bench.judge(bench.value(2, 1, of: "IT"), bench.value(2, 1, of: "DE"))
        #expect(turns == ["DE+3"])
        #expect(bench.judge(bench.value(3, 9, of: "IT"), bench.value(4, 9, of: "IT")) == ["IT-5"])
    }

    @Test func `what was not met since stays in the state`() throws {
        let bench = try restored()
        var recorder = StateRecorder(turns: 5, clockOffset: 0)
        recorder.begin()
        bench.book?.record(to: &recorder)
        var image = StateImage()
        try image.apply(recorder.takeDelta())
        var next = try RuleBench(Self.few, hold: 2, by: true)
        try next.book?.restore(from: image)
        #expect(next.judge(next.value(2, 1, of: "DE")) == ["DE+3"])
    }

    @Test func `under other words only what fires goes on, until they end it`() throws {
        var bench = try restored(.value(low: 2, high: nil))
        #expect(bench.book?.use.entries == 1)
        #expect(bench.judge(bench.value(2, 1, of: "DE"), bench.value(2, 2, of: "IT")) == [])
        let turns = bench.judge(bench.value(3, 2, of: "IT"), bench.value(3, 1, of: "DE"))
        #expect(turns == ["IT-4", "DE+4"])
    }

    @Test func `of series that are not judged any more nothing is taken`() throws {
        let bench = try restored(only: "DE")
        #expect(bench.book?.use.entries == 0)
        var total = try RuleBench(Self.few)
        try total.book?.restore(from: try image())
        #expect(total.book?.use.entries == 0)
    }
}
