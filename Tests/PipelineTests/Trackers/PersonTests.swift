// SPDX-License-Identifier: Apache-2.0

import KPIs
import TestSupport
import Testing

@testable import Pipeline

struct PersonTests {
    private static let day = Person.dayLength

    /// A person who was active on some days, at noon.
    private func person(_ days: Int64...) -> Person {
        var person = Person(time: days[0] * Self.day + Self.day / 2, combination: 0)
        for (number, day) in days.enumerated().dropFirst() {
            person.absorb(time: day * Self.day + Self.day / 2, combination: UInt32(number))
        }
        return person
    }

    @Test func `days begin at midnight, before 1970 too`() {
        #expect(Person.day(of: 0) == 0)
        #expect(Person.day(of: Self.day - 1) == 0)
        #expect(Person.day(of: -1) == -1)
        #expect(Person.day(of: -Self.day) == -1)
        #expect(Person.day(of: 253_402_300_799_999) == 2_932_896, "the end of the year 9999")
    }

    @Test func `it knows its days, whatever their order`() {
        for person in [person(10, 12, 13), person(13, 10, 12), person(12, 13, 10)] {
            #expect((9...14).filter { person.isActive(on: $0) } == [10, 12, 13])
            #expect(person.firstDay == 10)
            #expect(person.lastDay == 13)
        }
    }

    @Test func `days are known for 64 days, the first one for ever`() {
        let person = person(0, 1, 64)
        #expect(!person.isActive(on: 0))
        #expect(person.isActive(on: 1))
        #expect(person.firstDay == 0)
        #expect(person.forgetting == 128 * Self.day)
        let later = self.person(0, 63, 1_000)
        #expect((0...999).filter { later.isActive(on: $0) }.isEmpty)
        #expect(later.isActive(on: 1_000))
    }

    @Test func `an event more than 63 days older than the last changes nothing`() {
        var person = person(100)
        person.absorb(time: 36 * Self.day, combination: 9)
        #expect(person.firstDay == 100)
        person.absorb(time: 37 * Self.day, combination: 9)
        #expect(person.firstDay == 37)
        #expect(person.isActive(on: 37))
    }

    @Test func `the earliest event of a day gives its values, the first arrived wins a tie`() {
        var person = Person(time: 500, combination: 1)
        person.absorb(time: 500, combination: 2)
        #expect(person.active(on: 0)?.combination == 1)
        person.absorb(time: 400, combination: 3)
        person.absorb(time: 450, combination: 4)
        #expect(person.active(on: 0)?.combination == 3)
        #expect(person.firstSeen.combination == 3)
        person.absorb(time: Self.day, combination: 5)
        #expect(person.active(on: 1)?.combination == 5)
        #expect(person.firstSeen.combination == 3)
    }

    @Test func `one returned who was active on the day after the first`() {
        #expect(person(10).returned == nil)
        #expect(person(10, 12).returned == nil)
        #expect(person(10, 12, 11).returned?.time == 10 * Self.day)
        #expect(person(11, 12, 10).returned?.time == 10 * Self.day)
        #expect(person(11, 12, 9).returned == nil)
    }

    @Test func `later days leave the first one's facts as they are`() {
        let person = person(10, 11, 40)
        #expect(person.firstSeen.time == 10 * Self.day)
        #expect(person.firstSeen.combination == 0)
        #expect(person.returned?.time == 10 * Self.day)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `the union of two is what one would be who did it all`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let span = random.pick([4, 60]) * Self.day
        let events = (0..<14).map { number in
            (time: random.number(0...span - 1), combination: UInt32(number))
        }
        let half = Int(random.number(1...13))
        func person(_ events: ArraySlice<(time: Int64, combination: UInt32)>) -> Person {
            var person = Person(
                time: events[events.startIndex].time,
                combination: events[events.startIndex].combination
            )
            for event in events.dropFirst() {
                person.absorb(time: event.time, combination: event.combination)
            }
            return person
        }
        var union = person(events[..<half])
        union.merge(person(events[half...]))
        let expected = person(events[...])
        #expect(union.firstDay == expected.firstDay, "seed \(seed)")
        #expect(union.lastDay == expected.lastDay, "seed \(seed)")
        #expect(union.firstSeen == expected.firstSeen, "seed \(seed)")
        #expect(union.returned == expected.returned, "seed \(seed)")
        for day in 0...60 as ClosedRange<Int32> {
            #expect(union.isActive(on: day) == expected.isActive(on: day), "seed \(seed), \(day)")
            #expect(union.active(on: day) == expected.active(on: day), "seed \(seed), \(day)")
        }
    }
}
