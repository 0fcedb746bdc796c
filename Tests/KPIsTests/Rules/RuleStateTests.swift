// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct RuleStateTests {
    /// How a state turned by readings: `+` off, `-` good, `?` not judged.
    private func turns(_ readings: String, hold: Int) -> String {
        var state = RuleState()
        return String(
            readings.map { reading in
                let isOff: Bool? = reading == "?" ? nil : reading == "+"
                guard state.take(isOff, hold: hold) else { return "." }
                return state.isFiring ? "F" : "R"
            }
        )
    }

    @Test(
        arguments: [
            ("-++--", 1, ".F.R."), ("+-++-+--", 2, "...F...R"), ("++", 3, ".."),
            ("+?+", 2, "..."), ("+?++", 2, "...F"), ("++-?--", 2, ".F...R"),
        ]
    )
    func `readings in a row turn it, either way, and what cannot be judged breaks the row`(
        readings: String,
        hold: Int,
        expected: String
    ) {
        #expect(turns(readings, hold: hold) == expected)
    }

    @Test func `it is calm where nothing is to be remembered`() {
        #expect(RuleState().isCalm)
        #expect(!RuleState(run: 1).isCalm && !RuleState(isFiring: true).isCalm)
    }
}
