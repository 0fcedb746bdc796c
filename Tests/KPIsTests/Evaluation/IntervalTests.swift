// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct IntervalTests {
    /// The roots of (p - share)² = z² p (1 - p) / n, solved with 40 decimals.
    @Test(arguments: [
        (412.0, 1_000.0, 0.3818873113, 0.4427861982), (0, 10, 0, 0.2775327999),
        (10, 10, 0.7224672001, 1),
        (1, 1, 0.2065493144, 1), (5, 20, 0.1118617014, 0.4687008776),
    ])
    func `shares have Wilson's interval`(
        _ successes: Double,
        _ trials: Double,
        _ low: Double,
        _ high: Double
    ) {
        let interval = Interval.wilson(successes: successes, trials: trials)
        #expect((interval.low - low).magnitude < 1e-9)
        #expect((interval.high - high).magnitude < 1e-9)
    }

    @Test func `means have the normal interval`() throws {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, s = sqrt(32 / 7).
        let interval = try #require(Interval.mean(sum: 40, squares: 232, count: 8))
        let half = 1.959963984540054 * (32.0 / 7 / 8).squareRoot()
        #expect((interval.low - (5 - half)).magnitude < 1e-12)
        #expect((interval.high - (5 + half)).magnitude < 1e-12)
    }

    @Test func `one quantity has no spread`() {
        #expect(Interval.mean(sum: 5, squares: 25, count: 1) == nil)
    }

    @Test func `a mean of times does not lie below nothing`() throws {
        let interval = try #require(Interval.mean(sum: 100, squares: 10_000, count: 10))
        #expect(interval.low == 0)
        #expect(interval.high > 10)
    }

    @Test func `estimates have whole ends`() {
        #expect(Interval.estimate(1_000, relativeError: 0.0162) == Interval(low: 968, high: 1_032))
        #expect(Interval.estimate(12, relativeError: 0) == Interval(low: 12, high: 12))
    }

    @Test func `a net score has the interval of a difference of shares`() {
        // 50 promoters and 20 detractors of 100: net 30, variance 0.7 - 0.09 = 0.61.
        let interval = Interval.net(up: 50, down: 20, count: 100)
        let half = 100 * 1.959963984540054 * (0.61 / 100).squareRoot()
        #expect((interval.low - (30 - half)).magnitude < 1e-9)
        #expect((interval.high - (30 + half)).magnitude < 1e-9)
        #expect(Interval.net(up: 3, down: 0, count: 3) == Interval(low: 100, high: 100))
    }

    @Test func `a growth is as unsure as both of its counts`() throws {
        let interval = try #require(Interval.growth(now: 110, then: 100))
        let half = 1.959963984540054 * 1.1 * (1.0 / 110 + 1.0 / 100).squareRoot()
        #expect((interval.low - (0.1 - half)).magnitude < 1e-12)
        #expect((interval.high - (0.1 + half)).magnitude < 1e-12)
        #expect(Interval.growth(now: 5, then: 0) == nil)
        let estimated = try #require(
            Interval.growth(now: 110, then: 100, relativeErrors: [0.03, 0.04])
        )
        #expect(estimated.low < interval.low && estimated.high > interval.high)
        #expect(Interval.growth(now: 1, then: 50)?.low == -1)
    }

    @Test func `a mean of scores of either sign may lie below nothing`() throws {
        let interval = try #require(Interval.mean(ofSigned: -4, squares: 10, count: 4))
        #expect(interval.low < -1 && interval.high < 1)
        #expect(Interval.mean(ofSigned: 1, squares: 1, count: 1) == nil)
    }
}
