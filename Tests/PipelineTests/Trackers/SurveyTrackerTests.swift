// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct SurveyTrackerTests {
    /// Answers are credited for a hundred milliseconds.
    private struct Bench: ~Copyable {
        var facts = FeedbackBench()
        var tracker: SurveyTracker

        init(limit: Int = 10) {
            var parameters = TrackerParameters()
            parameters.responseLimit = limit
            parameters.feedback.survey = 100
            parameters.largestLateness = 10
            tracker = SurveyTracker(parameters, types: .max)
        }

        @discardableResult
        mutating func see(
            _ type: EventType,
            at times: Int64...,
            person: UInt64 = 9,
            survey: UInt64 = 0,
            country: UInt32 = 0
        ) -> Bool {
            var isRemembered = true
            let combination = facts.combination(country)
            for time in times {
                let event = Event.make(type, at: time) { $0.object = survey }
                isRemembered = tracker.handle(
                    event,
                    person: person,
                    combination: combination,
                    watermark: facts.panes.watermark,
                    panes: &facts.panes
                )
            }
            return isRemembered
        }
    }

    @Test func `the first answer is credited to the invitation, whichever comes first`() {
        for isReversed in [false, true] {
            var bench = Bench()
            if isReversed { bench.see(.surveyAnswered, at: 1_030) }
            bench.see(.surveyInvited, at: 1_000, country: 2)
            bench.see(.surveyAnswered, at: 1_050, 1_030, 1_040, country: 3)
            let (total, byCountry) = (bench.facts.counted(), bench.facts.countedByValue())
            #expect(
                total == ["surveySent 1000": 1, "surveyReturned 1000": 1, "delay 1000": 30]
            )
            #expect(byCountry["surveyReturned 1000 #2"] == 1)
        }
    }

    @Test func `an answer too late, too early or to another survey is not credited`() {
        var bench = Bench()
        bench.see(.surveyInvited, at: 1_000)
        bench.see(.surveyAnswered, at: 999, 1_101)
        bench.see(.surveyAnswered, at: 1_010, survey: 4)
        bench.see(.surveyAnswered, at: 1_010, person: 8)
        let total = bench.facts.counted()
        #expect(total == ["surveySent 1000": 1])
    }

    @Test func `a reminder is no invitation, an earlier one moves it`() {
        var bench = Bench()
        bench.see(.surveyInvited, at: 1_000, 1_099)
        bench.see(.surveyAnswered, at: 1_060)
        bench.see(.surveyInvited, at: 970)
        let moved = bench.facts.counted()
        #expect(moved == ["surveySent 970": 1, "surveyReturned 970": 1, "delay 970": 90])
        bench.see(.surveyInvited, at: 950, 800)
        let total = bench.facts.counted()
        #expect(total == ["surveySent 950": 1], "the answer is too late for it")
    }

    @Test func `a later invitation begins anew and leaves what was said`() {
        var bench = Bench()
        bench.see(.surveyInvited, at: 1_000)
        bench.see(.surveyAnswered, at: 1_020)
        bench.see(.surveyInvited, at: 1_100)
        bench.see(.surveyAnswered, at: 1_150)
        let total = bench.facts.counted()
        #expect(
            total == [
                "surveySent 1000": 1, "surveyReturned 1000": 1, "delay 1000": 20,
                "surveySent 1100": 1, "surveyReturned 1100": 1, "delay 1100": 50,
            ]
        )
    }

    @Test func `an answer that was credited to nothing waits for the next invitation`() {
        var bench = Bench()
        bench.see(.surveyInvited, at: 1_000)
        bench.see(.surveyAnswered, at: 1_130)
        bench.see(.surveyInvited, at: 1_120)
        let total = bench.facts.counted()
        #expect(total["surveyReturned 1120"] == 1)
    }

    @Test func `an answer is credited to one invitation only`() {
        var bench = Bench()
        bench.see(.surveyInvited, at: 1_000)
        bench.see(.surveyAnswered, at: 1_100)
        bench.see(.surveyInvited, at: 1_100)
        let total = bench.facts.counted()
        #expect(total["surveyReturned 1000"] == 1 && total["surveySent 1100"] == 1)
        #expect(total["surveyReturned 1100"] == nil)
    }

    @Test func `without a person only the asking counts, a full tracker refuses`() {
        var bench = Bench(limit: 1)
        bench.see(.surveyInvited, at: 1_000, 1_000, person: 0)
        bench.see(.surveyAnswered, at: 1_001, person: 0)
        let total = bench.facts.counted()
        #expect(total == ["surveySent 1000": 2])
        let first = bench.see(.surveyInvited, at: 1_000)
        let second = bench.see(.surveyInvited, at: 1_000, person: 8)
        #expect(first && !second)
    }

    @Test func `an invitation is forgotten when no answer can come`() {
        var bench = Bench(limit: 1)
        bench.see(.surveyInvited, at: 1_000)
        bench.facts.panes.watermark = 1_119
        let early = bench.see(.surveyInvited, at: 1_119, person: 8)
        bench.facts.panes.watermark = 1_120
        let late = bench.see(.surveyInvited, at: 1_120)
        let total = bench.facts.counted()
        #expect(!early && late)
        #expect(total == ["surveySent 1000": 1, "surveySent 1120": 1])
    }
}
