// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct TargetTests {
    private static let higher = Target(
        value: 0.03,
        warn: .init(low: 0.025),
        breach: .init(low: 0.02),
        hold: 2,
        minimumSample: 30
    )
    private static let lower = Target(
        value: 0.4,
        warn: .init(high: 0.5),
        breach: .init(high: 0.6),
        hold: 2,
        minimumSample: 30
    )
    private static let range = Target(
        value: 10,
        warn: .init(low: 8, high: 12),
        breach: .init(low: 5, high: 15),
        hold: 2,
        minimumSample: 0
    )

    private func value(_ number: Double?, n: Double = 1_000) -> KPIValue {
        KPIValue(value: number, num: 0, den: n, n: n)
    }

    @Test(
        arguments: [
            (higher, 0.02, .warn), (higher, 0.0199, .breach), (higher, 0.025, .ok),
            (higher, 0.0249, .warn), (higher, 0.03, .ok), (higher, 1, .ok),
            (lower, 0.5, .ok), (lower, 0.51, .warn), (lower, 0.6, .warn), (lower, 0.61, .breach),
            (lower, -1, .ok), (range, 8, .ok), (range, 12, .ok), (range, 7.9, .warn),
            (range, 12.1, .warn), (range, 4.9, .breach), (range, 15.1, .breach),
        ] as [(Target, Double, TargetStatus)]
    )
    func `a value is off target beyond a limit, not at it`(
        target: Target,
        number: Double,
        status: TargetStatus
    ) {
        #expect(target.reading(of: value(number)) == status)
    }

    @Test func `what is missing comes before what is small, and that before the value`() {
        #expect(Self.higher.reading(of: value(nil, n: 0)) == .noData)
        #expect(Self.higher.reading(of: value(nil, n: 0), hasBaseline: false) == .noBaseline)
        #expect(Self.higher.reading(of: value(0, n: 29)) == .lowSample)
        #expect(Self.higher.reading(of: value(0, n: 30)) == .breach)
    }

    @Test(
        arguments: [
            (higher, 0.03, 0.5, .ok), (higher, 0.025, 0.5, .ok), (higher, 0.024, 0.5, nil),
            (higher, 0.001, 0.024, .warn), (higher, 0.001, 0.02, .warn),
            (higher, 0.001, 0.019, .breach), (lower, 0.3, 0.5, .ok), (lower, 0.3, 0.9, nil),
            (lower, 0.55, 0.9, .warn), (lower, 0.7, 0.9, .breach), (range, 8, 12, .ok),
            (range, 1, 20, nil), (range, 1, 7, .warn), (range, 1, 4, .breach),
            (range, 13, 20, .warn),
            (range, 16, 20, .breach), (range, 20, 16, nil),
        ] as [(Target, Double, Double, TargetStatus?)]
    )
    func `an early value is read where its final can be no better, or only ok`(
        target: Target,
        low: Double,
        high: Double,
        status: TargetStatus?
    ) {
        var value = value(low)
        (value.boundLow, value.boundHigh) = (low, high)
        #expect(target.earlyReading(of: value) == status)
    }

    @Test func `an early value without bounds or with a small sample is not read`() {
        var value = value(0.001, n: 29)
        (value.boundLow, value.boundHigh) = (0.001, 0.001)
        #expect(Self.higher.earlyReading(of: value) == nil)
        value.n = 30
        #expect(Self.higher.earlyReading(of: value) == .breach)
        value.boundHigh = nil
        #expect(Self.higher.earlyReading(of: value) == nil)
    }
}
