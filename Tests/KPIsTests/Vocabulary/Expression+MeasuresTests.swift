// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct ExpressionMeasuresTests {
    private let one = Expression.measure(Measure(.count, of: .sessionStarted))
    private let other = Expression.measure(Measure(.count, of: .sessionEngaged))
    private let persons = Expression.measure(Measure(.distinct, of: .webActive))
    private let level = Expression.measure(Measure(.countLevel, of: .appInstalled))
    private let amount = Expression.units(Measure(.sumValue, of: .sessionStarted))

    @Test func `measures are found wherever they stand, each once`() {
        let sum = Expression.firstNonZero(.scaled(2, one), one + other - amount)
        #expect(sum.measures == one.measures + other.measures + amount.measures)
    }

    @Test func `what can be in two groups is not additive`() {
        for expression in [one, amount, .scaled(2, one), one + other, one - other] {
            #expect(expression.isAdditive)
        }
        for expression in [persons, level, one + persons, .firstNonZero(one, other)] {
            #expect(!expression.isAdditive)
        }
    }

    @Test func `only counts and sums of them are counts of facts`() {
        #expect(one.isCountOfFacts && (one + other).isCountOfFacts)
        for expression in [persons, level, amount, .scaled(2, one), one - other, one + amount] {
            #expect(!expression.isCountOfFacts)
        }
    }
}
