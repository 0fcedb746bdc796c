// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct ResponseTrackerTests {
    private struct Bench: ~Copyable {
        var facts = FeedbackBench()
        var tracker: ResponseTracker

        init(limit: Int = 10, acceptance: Int64 = 1 << 50) {
            facts = FeedbackBench(acceptance: acceptance)
            var parameters = TrackerParameters()
            parameters.responseLimit = limit
            parameters.feedback.change = 1_000
            parameters.largestLateness = 10
            tracker = ResponseTracker(parameters, types: .max)
        }

        @discardableResult
        mutating func see(
            _ type: EventType,
            at time: Int64,
            score: Double? = nil,
            sentiment: Float? = nil,
            response: UInt64 = 7,
            country: UInt32 = 0
        ) -> Bool {
            let event = Event.make(type, at: time) {
                $0.response = response
                $0.score = score ?? 0
                $0.scale = 10
                $0.sentiment = sentiment ?? 0
                if score != nil { $0.flags.insert(.hasScore) }
                if sentiment != nil { $0.flags.insert(.hasSentiment) }
            }
            let combination = facts.combination(country)
            return tracker.handle(
                event,
                combination: combination,
                watermark: facts.panes.watermark,
                panes: &facts.panes
            )
        }
    }

    @Test func `an answer that changes counts once, where it was given first`() {
        var bench = Bench()
        bench.see(.surveyAnswered, at: 100, score: 9, country: 2)
        bench.see(.surveyAnswered, at: 130, score: 3, country: 3)
        let (total, byCountry) = (bench.facts.counted(), bench.facts.countedByValue())
        #expect(total == ["answerGiven 100": 1, "score 100": 3_000, "scale 100": 10_000])
        #expect(byCountry["answerGiven 100 #2"] == 1)
        #expect(byCountry["answerGiven 130 #3"] == nil)
    }

    @Test func `the earliest event places it and the latest says what it is, in any order`() {
        var bench = Bench()
        bench.see(.surveyAnswered, at: 130, score: 3)
        bench.see(.surveyAnswered, at: 100, score: 9)
        bench.see(.surveyAnswered, at: 130, score: 4)
        let total = bench.facts.counted()
        #expect(total["answerGiven 100"] == 1)
        #expect(total["score 100"] == 4_000, "the later arrived wins a tie")
        #expect(total["answerGiven 130"] == nil)
    }

    @Test func `an answer counts once there is a score, and keeps it`() {
        var bench = Bench()
        bench.see(.surveyAnswered, at: 100)
        let none = bench.facts.counted()
        #expect(none.isEmpty)
        bench.see(.surveyAnswered, at: 110, score: 0)
        bench.see(.surveyAnswered, at: 120)
        bench.see(.surveyAnswered, at: 130, score: 1e9)
        let total = bench.facts.counted()
        #expect(total == ["answerGiven 100": 1, "scale 100": 10_000])
    }

    @Test func `a review has a score and a label, a mention only a label`() {
        var bench = Bench()
        bench.see(.review, at: 100, score: 4, sentiment: -0.5)
        bench.see(.mention, at: 100, score: 4, sentiment: 1)
        let total = bench.facts.counted()
        #expect(
            total == [
                "reviewGiven 100": 1, "stars 100": 4_000, "textLabeled 100": 2, "negative 100": 1,
                "sentiment 100": 500,
            ]
        )
        bench.see(.review, at: 200, sentiment: 0)
        let labeled = bench.facts.counted()
        #expect(labeled["stars 100"] == 4_000)
        #expect(labeled["negative 100"] == nil)
    }

    @Test func `without an id each answer counts`() {
        var bench = Bench()
        bench.see(.surveyAnswered, at: 100, score: 9, response: 0)
        bench.see(.surveyAnswered, at: 100, score: 9, response: 0)
        let (total, count) = (bench.facts.counted(), bench.tracker.count)
        #expect(total["answerGiven 100"] == 2)
        #expect(count == 0)
    }

    @Test func `a table that cannot take an answer back keeps it`() {
        var bench = Bench(acceptance: 50)
        bench.see(.surveyAnswered, at: 100, score: 9)
        bench.facts.panes.watermark = 151
        bench.see(.surveyAnswered, at: 160, score: 1)
        let total = bench.facts.counted()
        #expect(total["score 100"] == 9_000)
        #expect(total["answerGiven 160"] == nil)
    }

    @Test func `a response is forgotten some time after its latest statement`() {
        var bench = Bench()
        bench.see(.surveyAnswered, at: 100, score: 9)
        bench.see(.surveyAnswered, at: 200, score: 8)
        bench.facts.panes.watermark = 1_219
        bench.see(.surveyAnswered, at: 300, score: 7)
        let kept = bench.facts.counted()
        #expect(kept["score 100"] == 7_000)
        bench.facts.panes.watermark = 1_320
        bench.see(.surveyAnswered, at: 1_320, score: 1)
        let total = bench.facts.counted()
        #expect(total["score 100"] == 7_000)
        #expect(total["score 1320"] == 1_000)
    }

    @Test func `a full tracker refuses new responses`() {
        var bench = Bench(limit: 1)
        let first = bench.see(.review, at: 1, score: 1)
        let second = bench.see(.review, at: 2, score: 1, response: 8)
        let refused = bench.tracker.refusedCount
        #expect(first && !second)
        #expect(refused == 1)
    }
}
