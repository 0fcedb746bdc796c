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
}
