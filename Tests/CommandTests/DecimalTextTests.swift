// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import streamgauge

struct DecimalTextTests {
    @Test(
        arguments: [
            (0, 1, "0.0"), (-0.04, 1, "0.0"), (-0.06, 1, "-0.1"), (2.675, 2, "2.68"),
            (0.25, 1, "0.2"),
            (0.999, 2, "1.00"), (1_234.5, 0, "1234"), (.infinity, 1, "inf"), (1e300, 0, "1e+300"),
        ] as [(Double, Int, String)]
    )
    func `a number is rounded to its places`(number: Double, places: Int, text: String) {
        #expect(DecimalText.fixed(number, places) == text)
    }

    @Test func `thousands stand apart where that is wanted`() {
        #expect(DecimalText.fixed(-1_234_567.891, 2, isGrouped: true) == "-1,234,567.89")
        #expect(DecimalText.fixed(999, 0, isGrouped: true) == "999")
        #expect(DecimalText.grouped(1_000) == "1,000")
    }
}
