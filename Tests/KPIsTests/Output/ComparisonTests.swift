// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct ComparisonTests {
    @Test func `change is the difference, growth its share of the base`() {
        let comparison = Comparison(of: 15, with: 10)
        #expect(comparison.change == 5)
        #expect(comparison.growth == 0.5)
    }

    @Test func `there is no growth from nothing`() {
        let comparison = Comparison(of: 15, with: 0)
        #expect(comparison.change == 15)
        #expect(comparison.growth == nil)
    }

    @Test(arguments: [(1.0, nil), (nil, 1.0), (nil, nil)] as [(Double?, Double?)])
    func `without one of the values there is neither`(_ value: Double?, _ previous: Double?) {
        let comparison = Comparison(of: value, with: previous)
        #expect(comparison.change == nil)
        #expect(comparison.growth == nil)
    }
}
