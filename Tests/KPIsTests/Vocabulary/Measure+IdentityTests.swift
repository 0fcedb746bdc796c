// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import KPIs

/// Stored cells belong to a measure by these texts: a text that changes makes what is stored begin anew.
struct `Measure+IdentityTests` {
    private static let measures: [(Measure, String)] = [
        (Measure(.count, of: .sessionStarted), "session_started; count"),
        (
            Measure(
                .sumCount,
                of: .sessionEnded,
                where: FactFilter(channels: [.app], flags: .converted, without: .paged)
            ),
            "session_ended; sumCount; channels 2; flags 1; without 8"
        ),
        (
            Measure(.valueLevel, of: .totalsRead, where: FactFilter(metric: .fans)),
            "totals_read; valueLevel; metric fans"
        ),
        (
            Measure(.distinct, ofEvents: EventSelection(.pageView, .screenView, item: .user)),
            "event; distinct; types page_view screen_view; value user"
        ),
        (
            Measure(
                .sumValue,
                ofEvents: EventSelection(
                    .other,
                    ownType: "a \"b\"",
                    tests: [
                        .word(.phase, bits: 4), .flags(mask: 3, wanted: 1),
                        .number(.score, low: 0, high: 10), .name("x", isEqual: false),
                        .listed(.object), .item(.device, isPresent: true),
                    ],
                    quantity: .score,
                    takesMachines: true,
                    words: "for people"
                )
            ),
            "event; sumValue; types other; own \"a \\\"b\\\"\"; phase 4; flags 1 of 3; "
                + "score 0.0...10.0; name is not \"x\"; has object; device given; score person; "
                + "machines"
        ),
    ]

    @Test(arguments: measures.indices)
    func `a measure has the text that it always had`(number: Int) {
        #expect(Self.measures[number].0.identity == Self.measures[number].1)
    }

    @Test func `goals, words and ranges are in the text, words for people are not`() {
        var measure = Measure(.count, of: .sessionEnded)
        measure.filter.words = 3
        measure.filter.values = 1...2
        measure.filter.counts = 0...5
        measure.goals = ["signup", "order"]
        measure.everyGoal = ["lead"]
        let text = measure.identity
        #expect(
            text
                == "session_ended; count; words 3; values 1...2; counts 0...5; "
                + "goal [\"\\\"signup\\\"\", \"\\\"order\\\"\"]; every [\"\\\"lead\\\"\"]"
        )
        measure.words = "ended by a goal"
        #expect(measure.identity == text)
    }

    @Test func `no two measures of the catalogue have one text`() throws {
        let plan = try PlanCompiler().compile()
        for table in plan.tables {
            #expect(Set(table.cells.map(\.identity)).count == table.cells.count)
        }
    }
}
