// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct PackedJourneyTests {
    private let now: Int64 = 1_767_225_600_000

    @Test func `a journey comes out as it went in`() {
        var journey = Journey()
        journey[0] = Journey.Episode(start: now, combination: .max, channel: .business, credits: 14)
        journey[1] = Journey.Episode(start: now - 5, combination: 1, channel: .email, credits: 8)
        journey[3] = Journey.Episode(start: now - 9, combination: 2, channel: .web, credits: 0)
        journey.trusted = now - 7
        journey[1].isOfDevice = true
        let packed = PackedJourney(journey)
        #expect(packed.latest == now)
        #expect(packed.beginning(of: 0, on: .business)?.time == now)
        #expect(packed.beginning(of: 1, on: .email) == nil, "that was said of another")
        let found = packed.journey
        for stage in [0, 1, 3] as [UInt8] {
            let (one, other) = (journey[stage], found[stage])
            #expect(one.start == other.start && one.combination == other.combination)
            #expect(one.channel == other.channel && one.credits == other.credits)
            #expect(one.isOfDevice == other.isOfDevice)
        }
        #expect(found[2].start == Journey.never && found.trusted == now - 7)
    }

    @Test func `what is too long ago is forgotten`() {
        var journey = Journey()
        journey[0].start = now
        journey[1].start = now - Int64(UInt32.max) + 1
        journey[2].start = now - Int64(UInt32.max)
        journey.trusted = now - (1 << 40)
        let found = PackedJourney(journey).journey
        #expect(found[1].start == journey[1].start)
        #expect(found[2].start == Journey.never && found.trusted == Journey.never)
    }

    @Test func `an event within a known episode changes nothing, unless it is due a credit`() {
        var journey = Journey()
        journey[0] = Journey.Episode(start: now, combination: 1, channel: .web, credits: 0)
        journey[1] = Journey.Episode(start: now + 50, combination: 1, channel: .email, credits: 0)
        func holds(_ stage: UInt8, _ time: Int64) -> Bool {
            PackedJourney(journey).holds(stage, at: now + time, window: 1_000)
        }
        #expect(holds(0, 0) && holds(0, 999))
        #expect(!holds(0, -1) && !holds(0, 1_000) && !holds(2, 60))
        #expect(!holds(1, 60))
        journey[0].credits = 1 << 1
        #expect(holds(1, 60) && !holds(3, 60))
        // An episode that is over is due nothing; one that trust has ended takes nothing.
        journey[0].credits = 0
        #expect(holds(1, 1_001))
        journey.trusted = now + 70
        #expect(holds(0, 60) && holds(0, 70) && !holds(0, 71))
    }

    @Test func `nothing takes no more than its bytes`() {
        #expect(PackedJourney(Journey()).latest == Journey.never)
        #expect(PackedJourney(Journey()).journey.latest == Journey.never)
        #expect(MemoryLayout<PackedJourney>.stride == 48)
    }
}
