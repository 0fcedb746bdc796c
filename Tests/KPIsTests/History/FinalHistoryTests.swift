// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import KPIs

struct FinalHistoryTests {
    private let plan: Plan
    /// Places of the outputs: the total of a minute, that by country, the total of an hour.
    private let (total, byCountry, hours): (Int, Int, Int)

    init() throws {
        let plan = try PlanCompiler(
            selections: [
                KPISelection("web.visits", by: [["country"]], windows: [60_000, 3_600_000])
            ]
        ).compile()
        func output(_ size: Int64, _ isTotal: Bool) -> Int {
            plan.outputs.firstIndex {
                $0.size == size && (plan.tables[$0.table].groupingSet == 0) == isTotal
            } ?? -1
        }
        (total, byCountry) = (output(60_000, true), output(60_000, false))
        hours = output(3_600_000, true)
        self.plan = plan
    }

    private struct Told {
        var output: Int
        var number: UInt32 = 0
        var start: Int64
        var value: Double
        var revision = 0
    }

    private func stage(_ told: [Told], in history: FinalHistory) {
        history.stage(told.count) { index in
            (told[index].output, told[index].number, point(told[index]))
        } name: { output, number in
            (output == byCountry ? [("country", "C\(number)")] : [], false)
        }
    }

    private func point(_ told: Told) -> HistoryPoint {
        HistoryPoint(
            start: told.start,
            value: KPIValue(value: told.value, num: told.value, den: nil, n: told.value),
            isComplete: true,
            revision: told.revision
        )
    }

    private func read(
        _ history: FinalHistory,
        _ output: Int,
        in range: Range<Int64> = .min..<(.max),
        limit: Int = 10_000
    ) -> [HistoryExcerpt] {
        history.read(output: output, in: range, limit: limit, seriesLimit: 1_000)
    }

    @Test func `a final is read once its commit has arrived`() {
        let history = FinalHistory(plan: plan, limitBytes: 1_000_000)
        stage([Told(output: total, start: 0, value: 3)], in: history)
        #expect(read(history, total).first?.points == [])
        history.confirm()
        #expect(read(history, total).first?.points.map(\.value) == [3])
        stage([Told(output: total, start: 60_000, value: 4)], in: history)
        #expect(read(history, total).first?.points.map(\.value) == [3])
    }

    @Test func `a revision takes the place of its final`() {
        let history = FinalHistory(plan: plan, limitBytes: 1_000_000)
        stage((0..<20).map { Told(output: total, start: $0 * 60_000, value: 1) }, in: history)
        stage([Told(output: total, start: 180_000, value: 7, revision: 2)], in: history)
        history.confirm()
        let points = read(history, total)[0].points
        #expect(points.count == 20)
        #expect(points[3].value == 7 && points[3].revision == 2)
    }

    @Test func `the newest points within the time that is asked for are given`() {
        let history = FinalHistory(plan: plan, limitBytes: 1_000_000)
        stage(
            (0..<50).map { Told(output: total, start: $0 * 60_000, value: Double($0)) },
            in: history
        )
        history.confirm()
        let all = read(history, total, in: 600_000..<1_200_000)
        #expect(all[0].points.map(\.value) == (10..<20).map(Double.init) && !all[0].isTruncated)
        let some = read(history, total, in: 600_000..<1_200_000, limit: 3)
        #expect(some[0].points.map(\.value) == [17, 18, 19] && some[0].isTruncated)
    }

    @Test func `a series keeps its windows as long as their size says`() {
        let history = FinalHistory(plan: plan, limitBytes: 100_000_000)
        stage((0..<3_000).map { Told(output: total, start: $0 * 60_000, value: 1) }, in: history)
        stage((0..<3_000).map { Told(output: hours, start: $0 * 3_600_000, value: 1) }, in: history)
        history.confirm()
        // A day of minutes, 30 days of hours, and up to a block besides.
        #expect((1_440...1_456).contains(read(history, total)[0].points.count))
        #expect((720...736).contains(read(history, hours)[0].points.count))
        #expect(read(history, total)[0].points.last?.start == Int64(2_999 * 60_000))
        #expect(history.use.dropped == 0)
    }

    @Test func `where there is no room the oldest of grouped series go first`() {
        let history = FinalHistory(plan: plan, limitBytes: 43 * HistoryBlocks.blockBytes)
        for minute in 0..<160 as Range<Int64> {
            stage(
                [
                    Told(output: total, start: minute * 60_000, value: 1),
                    Told(output: byCountry, number: 1, start: minute * 60_000, value: 1),
                    Told(output: byCountry, number: 2, start: minute * 60_000, value: 1),
                ],
                in: history
            )
        }
        history.confirm()
        #expect(read(history, total)[0].points.count == 160)
        let countries = read(history, byCountry)
        #expect(countries.count == 2)
        for country in countries {
            #expect(country.points.count == 80)
            #expect(country.points.first?.start == Int64(80 * 60_000))
        }
        #expect(history.use.dropped == 160)
        #expect(history.use.points == history.use.limit)
        stage((160..<400).map { Told(output: total, start: $0 * 60_000, value: 1) }, in: history)
        history.confirm()
        // Of grouped series nothing is left, and totals lose their own oldest ones.
        #expect(read(history, byCountry).isEmpty)
        #expect(read(history, total)[0].points.count == 336)
    }

    @Test func `many series share the points of an answer`() {
        let history = FinalHistory(plan: plan, limitBytes: 1_000_000)
        for number in 1...4 as ClosedRange<UInt32> {
            stage(
                (0..<30).map {
                    Told(output: byCountry, number: number, start: $0 * 60_000, value: 1)
                },
                in: history
            )
        }
        history.confirm()
        let shared = history.read(
            output: byCountry,
            in: .min..<(.max),
            limit: 100,
            seriesLimit: 10,
            pointLimit: 40
        )
        #expect(shared.map(\.points.count) == [10, 10, 10, 10])
        #expect(shared.allSatisfy { $0.isTruncated })
    }

    @Test func `what is chosen by dimensions comes with the largest sample first`() {
        let history = FinalHistory(plan: plan, limitBytes: 1_000_000)
        stage(
            (1...5).map {
                Told(output: byCountry, number: UInt32($0), start: 0, value: Double($0))
            },
            in: history
        )
        history.confirm()
        let two = history.read(output: byCountry, in: 0..<1, limit: 1, seriesLimit: 2)
        #expect(two.map { $0.series.dimensions[0].value } == ["C5", "C4"])
        let one = history.read(output: byCountry, in: 0..<1, limit: 1, seriesLimit: 2) {
            $0.dimensions.contains { $0 == ("country", "C2") }
        }
        #expect(one.map { $0.series.dimensions[0].value } == ["C2"])
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `any order of finals, revisions and limits gives what a simple model gives`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let history = FinalHistory(plan: plan, limitBytes: 50_000_000)
        var model: [UInt32: [Int64: Double]] = [:]
        var next: [UInt32: Int64] = [:]
        for _ in 0..<3_000 {
            let number = UInt32.random(in: 1...9, using: &random)
            let newest = next[number] ?? 0
            let isNew = newest == 0 || Bool.random(using: &random)
            let start =
                isNew
                ? newest + Int64.random(in: 1...3, using: &random) * 60_000
                : Int64.random(in: 0...newest / 60_000, using: &random) * 60_000
            let value = Double.random(in: 0...1, using: &random)
            model[number, default: [:]][start] = value
            if isNew { next[number] = start }
            stage(
                [Told(output: byCountry, number: number, start: start, value: value)],
                in: history
            )
            if Int.random(in: 0..<20, using: &random) == 0 { history.confirm() }
        }
        history.confirm()
        for excerpt in read(history, byCountry) {
            let number = UInt32(excerpt.series.dimensions[0].value.dropFirst()) ?? 0
            let expected = (model[number] ?? [:]).sorted { $0.key < $1.key }
            #expect(excerpt.points.map(\.start) == expected.map(\.key), "seed \(seed)")
            #expect(excerpt.points.map(\.value) == expected.map(\.value), "seed \(seed)")
        }
        #expect(read(history, byCountry).count == model.count)
    }
}
