// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct FactQuantityTests {
    @Test(arguments: FactKind.allCases)
    func `names of what a fact carries differ`(kind: FactKind) {
        let names = kind.quantities.map(\.name) + kind.namedFlags.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test func `sums are read in units, times in seconds`() {
        let measure = Measure(.sumValue, of: .sessionEnded)
        let expressions = [
            FactQuantity("views"), FactQuantity("duration", kind: .time),
            FactQuantity("score", steps: 1_000),
            FactQuantity("amount", steps: 1_000_000, kind: .amount),
        ].map { $0.expression(of: measure) }
        #expect(
            expressions == [
                .measure(measure), .thousandths(measure), .thousandths(measure), .units(measure),
            ]
        )
    }
}
