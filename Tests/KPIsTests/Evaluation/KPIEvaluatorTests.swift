// SPDX-License-Identifier: Apache-2.0

import Sketches
import Testing

@testable import KPIs

struct KPIEvaluatorTests {
    private let sessions: [FactKind: Int64] = [
        .sessionStarted: 10, .sessionEngaged: 4, .sessionBounced: 2,
    ]

    @Test func `a running window has no bounds but tells what is open`() throws {
        let fixture = try EvaluationFixture("web.bounce_rate")
        fixture.add(sessions)
        let value = fixture.value()
        #expect(value.value == 0.6)
        #expect(value.num == 6 && value.den == 10 && value.n == 10)
        #expect(value.open == 4)
        #expect(value.boundLow == nil && value.boundHigh == nil)
    }

    @Test func `an early bounce rate is its upper bound`() throws {
        let fixture = try EvaluationFixture("web.bounce_rate")
        fixture.add(sessions)
        let value = fixture.value(windowEnded: true)
        #expect(value.boundLow == 0.2)
        #expect(value.boundHigh == 0.6)
    }

    @Test func `bounds only tighten while sessions settle`() throws {
        var last = (low: 0.0, high: 1.0)
        for settled in Int64(0)...6 {
            let fixture = try EvaluationFixture("web.bounce_rate")
            fixture.add([
                .sessionStarted: 10, .sessionEngaged: 4 + settled / 2,
                .sessionBounced: settled - settled / 2,
            ])
            let value = fixture.value(windowEnded: true)
            let low = try #require(value.boundLow)
            let high = try #require(value.boundHigh)
            #expect(low >= last.low && high <= last.high && low <= high)
            last = (low, high)
        }
        #expect(last == (0.3, 0.3))
    }

    @Test func `a final is settled`() throws {
        let fixture = try EvaluationFixture("email.open_rate")
        fixture.add([.messageDelivered: 4, .messageOpened: 1])
        let early = fixture.value(windowEnded: true)
        #expect(early.open == 3)
        #expect(early.boundLow == nil, "a bounce may still take back what was opened")
        let final = fixture.value(windowEnded: true, isFinal: true)
        #expect(final.open == 0)
        #expect(final.boundLow == 0.25 && final.boundHigh == 0.25)
    }

    @Test func `what the end of the window settles has bounds at once`() throws {
        let fixture = try EvaluationFixture("web.visits")
        fixture.add([.sessionStarted: 3])
        #expect(fixture.value().boundLow == nil)
        let value = fixture.value(windowEnded: true)
        #expect(value.value == 3 && value.num == 3 && value.n == 3 && value.den == nil)
        #expect(value.lo == nil && value.hi == nil)
        #expect(value.boundLow == 3 && value.boundHigh == 3)
    }

    @Test func `an empty window has no rate`() throws {
        let fixture = try EvaluationFixture("web.conversion_rate")
        let value = fixture.value(windowEnded: true, isFinal: true)
        #expect(value.value == nil && value.lo == nil && value.boundLow == nil)
        #expect(value.num == 0 && value.den == 0 && value.n == 0)
    }

    @Test func `a denominator below nothing gives no quotient`() throws {
        let fixture = try EvaluationFixture("social.engagement_rate", windows: [60_000])
        fixture.add([.contentEngaged: 3, .contentShown: 6, .totalsChanged: -12])
        let value = fixture.value(windowEnded: true, isFinal: true)
        #expect(value.value == nil && value.lo == nil && value.boundLow == nil)
        #expect(value.num == 3 && value.den == -12 && value.n == -12, "it is told all the same")
    }

    @Test func `a total below nothing has no parts`() throws {
        let own = """
            measures: { changes: { fold: sum change, of: totals_changed, where: metric = reach } }
            kpis: [ { id: own.part, definition: o@1, unit: ratio, formula: share(changes) } ]
            """
        for (part, total) in [(3, -12), (0, -12), (-3, 0)] as [(Int64, Int64)] {
            let fixture = try EvaluationFixture("own.part", windows: [60_000], own: own)
            let whole = try EvaluationFixture("own.part", windows: [60_000], own: own)
            fixture.add([.totalsChanged: part])
            whole.add([.totalsChanged: total])
            let value = fixture.evaluator.evaluate(
                output: 0,
                fixture.row,
                total: whole.row,
                windowEnded: true,
                isFinal: true
            )
            #expect(value.value == nil && value.den == Double(total), "\(part) of \(total)")
        }
    }

    @Test func `the growth of counts has an interval, that of an amount has none`() throws {
        let counts = try EvaluationFixture("web.traffic_growth")
        counts.add([.sessionStarted: 100])
        let earlier = counts.row
        counts.row.reset()
        counts.add([.sessionStarted: 110])
        let growth = counts.value(windowEnded: true, isFinal: true, earlier: earlier)
        #expect(growth.value == 0.1 && growth.num == 10 && growth.den == 100 && growth.n == 100)
        #expect(growth.lo != nil && growth.hi != nil)
        let persons = try EvaluationFixture("web.visitor_growth")
        persons.add(items: [.webActive: Array(1...100)])
        let some = persons.row
        persons.row.reset()
        persons.add(items: [.webActive: Array(1...110)])
        let more = persons.value(windowEnded: true, isFinal: true, earlier: some)
        #expect(more.value == 0.1 && more.lo != nil)
        let amount = try EvaluationFixture("own.growth", own: Self.growthOfAmount)
        amount.add(times: [3 * Fact.unit])
        let before = amount.row
        amount.row.reset()
        amount.add(times: [6 * Fact.unit])
        let spent = amount.value(windowEnded: true, isFinal: true, earlier: before)
        #expect(spent.value == 1 && spent.lo == nil && spent.hi == nil)
    }

    @Test func `against nothing or less there is no growth`() throws {
        let fixture = try EvaluationFixture("own.growth", own: Self.growthOfAmount)
        fixture.add(times: [-3 * Fact.unit])
        let below = fixture.row
        fixture.row.reset()
        fixture.add(times: [6 * Fact.unit])
        let value = fixture.value(windowEnded: true, isFinal: true, earlier: below)
        #expect(value.value == nil && value.num == 9 && value.den == -3)
        let unknown = fixture.value(windowEnded: true, isFinal: true)
        #expect(unknown.value == nil && unknown.den == 0)
    }

    private static let growthOfAmount = """
        measures:
          spent: { fold: sum value, of: event.order }
        kpis:
          - { id: own.growth, definition: o@1, unit: ratio, formula: growth(spent) }
        """

    @Test func `cohort shares have an interval, flow ratios and other quotients none`() throws {
        let bounce = try EvaluationFixture("web.bounce_rate")
        bounce.add(sessions)
        let interval = Interval.wilson(successes: 6, trials: 10)
        #expect(bounce.value().lo == interval.low && bounce.value().hi == interval.high)
        let screens = try EvaluationFixture("app.screens_per_session")
        screens.add([.sessionEnded: 10])
        #expect(screens.value().value == 1 && screens.value().lo == nil)
        let rate = try EvaluationFixture("social.engagement_rate", windows: [60_000])
        rate.add([.contentEngaged: 3, .contentShown: 10])
        #expect(rate.value().lo == nil)
    }

    @Test func `a mean is in seconds with spread and percentiles`() throws {
        let fixture = try EvaluationFixture("web.avg_session_duration")
        fixture.add(times: [0, 10_000, 20_000, 30_000])
        let value = fixture.value()
        #expect(value.value == 15 && value.num == 60 && value.den == 4 && value.n == 4)
        let interval = try #require(Interval.mean(sum: 60, squares: 1_400, count: 4))
        #expect(value.lo == interval.low && value.hi == interval.high)
        let p50 = try #require(value.p50)
        let p95 = try #require(value.p95)
        #expect((p50 - 10).magnitude < 0.12 && (p95 - 30).magnitude < 0.35)
        let buckets = try #require(fixture.evaluator.histogram(output: 0, fixture.row))
        #expect(buckets.map(\.count) == [1, 1, 1, 1])
        #expect(buckets[0].upperBound == 0)
        #expect(buckets[1].upperBound >= 10 && buckets[1].upperBound < 10.3)
    }

    @Test func `a mean of scores on both sides of 0 has its interval and percentiles there`() throws
    {
        let own = """
            measures: { moods: { fold: sum score, of: event.rank } }
            kpis: [ { id: own.mood, definition: o@1, unit: score, formula: mean(moods) } ]
            """
        let fixture = try EvaluationFixture("own.mood", windows: [60_000], own: own)
        fixture.add(times: [-40_000, -20_000, -20_000, 30_000])
        let value = fixture.value()
        #expect(value.value == -12.5 && value.n == 4)
        let interval = try #require(Interval.mean(ofSigned: -50, squares: 3_300, count: 4))
        #expect(interval.low < -30 && value.lo == interval.low && value.hi == interval.high)
        let p50 = try #require(value.p50)
        let p95 = try #require(value.p95)
        #expect((p50 + 20).magnitude < 0.25 && (p95 - 30).magnitude < 0.35)
        let buckets = try #require(fixture.evaluator.histogram(output: 0, fixture.row))
        #expect(buckets.map(\.count) == [1, 2, 1])
        #expect(buckets[0].upperBound >= -40 && buckets[0].upperBound < -39)
        #expect(buckets[1].upperBound >= -20 && buckets[1].upperBound < -19.5)
    }

    @Test func `the mean of positive scores may truly lie below 0, that of times may not`() throws {
        let own = """
            measures: { moods: { fold: sum score, of: event.rank } }
            kpis: [ { id: own.mood, definition: o@1, unit: score, formula: mean(moods) } ]
            """
        let scores = try EvaluationFixture("own.mood", windows: [60_000], own: own)
        let times = try EvaluationFixture("web.avg_session_duration", windows: [60_000])
        for fixture in [scores, times] { fixture.add(times: [0, 0, 90_000]) }
        #expect(try #require(scores.value().lo) < 0)
        #expect(times.value().lo == 0)
    }

    @Test func `spans of active persons may be in what is open, and in a distinct count`() throws {
        let own = """
            measures:
              users: { fold: distinct person, of: app_active }
              days: { fold: count, of: person_active }
            kpis:
              - id: own.all
                definition: o@1
                unit: count
                formula: users + active(days, 1d)
                open: active(days, 1d)
                windows: [1d]
            """
        let fixture = try EvaluationFixture("own.all", own: own)
        fixture.add([.personActive: 3], items: [.appActive: [1, 2]])
        #expect(fixture.value().value == 5 && fixture.value().open == 3)
    }

    @Test func `distinct counts unite the rows of a sliding window`() throws {
        let fixture = try EvaluationFixture("web.current_visitors")
        fixture.add(items: [.webActive: [1, 2, 3]])
        fixture.add(items: [.webActive: [3, 4]])
        let value = fixture.value()
        #expect(value.value == 4 && value.num == 4 && value.n == 4 && value.den == nil)
        #expect(value.lo == 4 && value.hi == 4)
        let bytes = try #require(fixture.evaluator.sketch(output: 0, fixture.row))
        #expect(try DistinctSketch(bytes: bytes).estimate.rounded() == 4)
    }

    @Test func `many distinct items have the error of their sketch`() throws {
        let fixture = try EvaluationFixture("web.visitors", windows: [60_000])
        fixture.add(items: [.webActive: Array(1...20_000)])
        let value = fixture.value()
        let low = try #require(value.lo)
        let high = try #require(value.hi)
        let number = try #require(value.value)
        #expect(low < number && number < high)
        #expect((high - low) / number > 0.06 && (high - low) / number < 0.07)
        #expect(number == number.rounded() && low == low.rounded() && high == high.rounded())
    }

    @Test func `reach adds what platforms report`() throws {
        let fixture = try EvaluationFixture("social.reach", windows: [60_000])
        fixture.add([.totalsChanged: 900], items: [.contentSeen: [7, 8]])
        let value = fixture.value()
        #expect(value.value == 902 && value.lo == 902)
        #expect(fixture.evaluator.sketch(output: 0, fixture.row) != nil)
    }

    @Test func `engagement is by reach, and by impressions where reach is missing`() throws {
        let byReach = try EvaluationFixture("social.engagement_rate", windows: [60_000])
        byReach.add([.contentEngaged: 1, .contentShown: 8], items: [.contentSeen: [1, 2]])
        #expect(byReach.value().value == 0.5)
        let byImpressions = try EvaluationFixture("social.engagement_rate", windows: [60_000])
        byImpressions.add([.contentEngaged: 1, .contentShown: 8])
        #expect(byImpressions.value().value == 0.125)
    }

    @Test func `only distinct counts have a sketch and only means a distribution`() throws {
        let fixture = try EvaluationFixture("web.visits")
        #expect(fixture.evaluator.sketch(output: 0, fixture.row) == nil)
        #expect(fixture.evaluator.histogram(output: 0, fixture.row) == nil)
    }
}
