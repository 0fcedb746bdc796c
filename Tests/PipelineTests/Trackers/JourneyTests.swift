// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct JourneyTests {
    @Test func `an episode is over after its time, or when a cycle ended`() {
        var journey = Journey()
        journey[0] = Journey.Episode(start: 100)
        journey[3] = Journey.Episode(start: 120)
        #expect(!journey.isOver(0, at: 199, window: 100) && journey.isOver(0, at: 200, window: 100))
        journey.trusted = 120
        #expect(!journey.isOver(0, at: 120, window: 100) && journey.isOver(0, at: 121, window: 100))
        #expect(!journey.isOver(3, at: 121, window: 100), "trust ends other stages, not itself")
        journey[0].start = 121
        #expect(!journey.isOver(0, at: 130, window: 100))
        #expect(journey.latest == 121 && journey.reached(3) == 120 && journey.reached(0) == 121)
    }

    @Test func `an episode says where it was and what was reached`() {
        var episode = Journey.Episode(start: 7, combination: 5, channel: .app)
        #expect(episode.advanced(1, to: 3) == nil)
        episode.credits |= 1 << 3
        let fact = Fact(.stageAdvanced, channel: .app, time: 7, combination: 5, value: 1, count: 3)
        #expect(episode.advanced(1, to: 3) == fact)
        #expect(episode.entered(1).kind == .stageEntered)
    }

    @Test func `of two journeys the later episodes go on`() {
        var journey = Journey()
        journey[0] = Journey.Episode(start: 100, combination: 1)
        journey[1] = Journey.Episode(start: 300, combination: 2)
        journey.trusted = 50
        var other = Journey()
        other[0] = Journey.Episode(start: 200, combination: 3, channel: .app, credits: 2)
        other[1] = Journey.Episode(start: 300, combination: 4)
        other[2] = Journey.Episode(start: 10, combination: 5)
        journey.join(other)
        #expect((0..<4).map { journey[$0].start } == [200, 300, 10, Journey.never])
        #expect((0..<3).map { journey[$0].combination } == [3, 2, 5])
        #expect((0..<3).map { journey[$0].isOfDevice } == [true, false, true])
        #expect(journey[0].credits == 2 && journey.trusted == 50)
    }

    @Test func `nothing has happened yet`() {
        #expect(Journey().latest == Journey.never)
        #expect(JourneyStage.allCases.count == 4 && Journey.trust == 3)
    }
}
