// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import Pipeline

struct RuleBookQuietTests {
    private static let few = AlertRule.Condition.value(low: 3, high: nil)

    /// A rule that fires for IT since the first window.
    private func firing(hold: Int = 1) throws -> RuleBench {
        var bench = try RuleBench(Self.few, hold: hold, by: true)
        let turns = (0..<Int64(hold)).flatMap { bench.judge(bench.value($0, 1, of: "IT")) }
        #expect(turns == ["IT+\(hold)"])
        return bench
    }

    @Test func `what fires ends once ten windows and one more were told without it`() throws {
        var bench = try firing()
        #expect((1...10).flatMap { bench.judge(bench.value($0, 9, of: "DE")) } == [])
        #expect(bench.book?.use.entries == 1)
        #expect(bench.judge(bench.value(11, 9, of: "DE")) == ["IT-12"])
        #expect(bench.book?.use.entries == 0)
        // It begins as one that was never off.
        #expect(bench.judge(bench.value(12, 1, of: "IT")) == ["IT+13"])
    }

    @Test func `windows of the total count, and all of a long row`() throws {
        var bench = try firing(hold: 20)
        #expect(bench.judge(bench.value(39, 9)) == [])
        #expect(bench.judge(bench.value(40, 9)) == ["IT-41"])
    }

    @Test func `what is told again ended in between, in however many batches that comes`() throws {
        for isOneBatch in [false, true] {
            var bench = try firing()
            let silence = (1...15).map { bench.value($0, 9) }
            let again = bench.value(16, 1, of: "IT")
            var turns: [String] = []
            if isOneBatch {
                turns = bench.judge(silence + [again])
            } else {
                for value in silence + [again] { turns += bench.judge(value) }
            }
            #expect(turns == ["IT-12", "IT+17"])
        }
        // The eleventh window is the one in which it is there again.
        var bench = try firing()
        let silence = (1...10).map { bench.value($0, 9) }
        #expect(bench.judge(silence + [bench.value(11, 1, of: "IT")]) == [])
    }

    @Test func `nothing ends while nothing is told, late, early or at the end of inputs`() throws {
        var bench = try firing()
        let none = bench.judge(
            bench.value(50, 9) { $0.isLate = true },
            bench.value(50, 9) { $0.kind = .early },
            bench.value(50, 9) { $0.closing = .end }
        )
        #expect(none == [] && bench.judge() == [] && bench.book?.use.entries == 1)
    }

    @Test func `a series whose windows are not judged is not quiet`() throws {
        var bench = try firing()
        let turns = (1...30).flatMap { minute in
            bench.judge(bench.value(minute, 1, of: "IT") { $0.isComplete = false })
        }
        #expect(turns == [] && bench.book?.use.entries == 1)
    }

    @Test func `what was not met since a restart ends as well, and its alert has no value`()
        throws
    {
        let bench = try firing()
        var recorder = StateRecorder(turns: 5, clockOffset: 0)
        recorder.begin()
        bench.book?.record(to: &recorder)
        var image = StateImage()
        try image.apply(recorder.takeDelta())
        var same = try RuleBench(Self.few, by: true)
        try same.book?.restore(from: image)
        let (value, maker) = (same.value(11, 9), same.maker)
        let turns = same.book?.judge([value], maker) ?? []
        let turn = try #require(turns.first)
        #expect(turns.count == 1 && !turn.isFiring && turn.snapshot == nil)
        #expect(turn.dimensions.map(\.value) == ["IT"] && turn.since == turn.end)
        // Under other words it is waited for anew.
        var other = try RuleBench(.value(low: 2, high: nil), by: true)
        try other.book?.restore(from: image)
        #expect(other.judge(other.value(11, 9)) == [])
        #expect(other.judge(other.value(20, 9)) == [])
        #expect(other.judge(other.value(21, 9)) == ["IT-22"])
    }
}
