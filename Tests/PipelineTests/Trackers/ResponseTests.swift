// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct ResponseTests {
    private func event(_ time: Int64, _ sentiment: Float) -> Event {
        Event.make(.comment, at: time) {
            $0.sentiment = sentiment
            $0.flags.insert(.hasSentiment)
        }
    }

    @Test(
        arguments: [(0.0001, FactFlags.neutral), (0.002, .positive), (-1, .negative)]
            as [(Float, FactFlags)]
    )
    func `a label's flag is the sign of what is kept`(sentiment: Float, flag: FactFlags) {
        let response = Response(event(5, sentiment), combination: 3)
        #expect(response.label(.comment)?.flags == flag)
        #expect(response.label(.surveyAnswered) == nil)
        #expect(response.answer(.comment) == nil)
    }

    @Test func `the latest of its times is kept`() {
        var response = Response(event(5, 1), combination: 3)
        response.absorb(event(9, 0), combination: 4)
        response.absorb(event(2, 0.5), combination: 5)
        #expect(response.latest == 9)
        let label = response.label(.comment)
        #expect(label?.time == 2 && label?.combination == 5 && label?.value == 0)
    }
}
