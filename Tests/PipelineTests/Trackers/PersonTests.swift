// SPDX-License-Identifier: Apache-2.0

import KPIs
import TestSupport
import Testing

@testable import Pipeline

struct PersonTests {
    private static let noon: Int32 = 43_200_000

    /// A person who was active on some days, at noon.
    private func person(_ days: Int32...) -> Person {
        var person = Person(day: days[0], rest: Self.noon, combination: 0)
        for (number, day) in days.enumerated().dropFirst() {
            person.absorb(day: day, rest: Self.noon, combination: UInt32(number))
        }
        return person
    }

    @Test func `a person takes 24 bytes, 32 with the key`() {
        #expect(MemoryLayout<Person>.stride <= 24)
        #expect(MemoryLayout<TableShard<Person>.Slot>.stride <= 32)
    }

    @Test func `days begin at midnight, before 1970 too`() {
        #expect(Person.split(0) == (0, 0))
        #expect(Person.split(Person.dayLength - 1) == (0, 86_399_999))
        #expect(Person.split(-1) == (-1, 86_399_999))
        #expect(Person.split(-Person.dayLength) == (-1, 0))
        #expect(Person.split(253_402_300_799_999).day == 2_932_896, "the end of the year 9999")
        #expect(!Person.isKnowable(-1) && !Person.isKnowable(65_536))
        #expect(Person.isKnowable(0) && Person.isKnowable(65_535))
    }

    @Test func `it knows its days, whatever their order`() {
        for person in [person(10, 12, 13), person(13, 10, 12), person(12, 13, 10)] {
            #expect((9...14).filter { person.isActive(on: $0) } == [10, 12, 13])
            #expect(person.firstDay == 10)
            #expect(person.lastDay == 13)
            #expect(person.activeDay(before: 12) == 10 && person.activeDay(before: 10) == nil)
            #expect(person.activeDay(after: 10) == 12 && person.activeDay(after: 13) == nil)
            #expect(person.activeDay(after: 9) == 10)
        }
    }

    @Test func `days are known for 64 days, the first one for ever`() {
        let person = person(0, 1, 64)
        #expect(!person.isActive(on: 0))
        #expect(person.isActive(on: 1))
        #expect(person.firstDay == 0)
        #expect(person.forgetting == 128 * Person.dayLength)
        #expect(person.activeDay(after: 1) == 64 && person.activeDay(before: 64) == 1)
        let later = self.person(0, 63, 1_000)
        #expect((0...999).filter { later.isActive(on: $0) }.isEmpty)
        #expect(later.isActive(on: 1_000))
        #expect(later.activeDay(before: 1_000) == nil)
    }

    @Test func `an event more than 63 days older than the last changes nothing`() {
        var person = person(100)
        person.absorb(day: 36, rest: 0, combination: 9)
        #expect(person.firstDay == 100)
        person.absorb(day: 37, rest: 0, combination: 9)
        #expect(person.firstDay == 37)
        #expect(person.isActive(on: 37))
    }

    @Test func `the earliest event gives the first day's values, the first arrived wins a tie`() {
        var person = Person(day: 0, rest: 500, combination: 1)
        person.absorb(day: 0, rest: 500, combination: 2)
        #expect(person.firstSeen.combination == 1)
        person.absorb(day: 0, rest: 400, combination: 3)
        person.absorb(day: 0, rest: 450, combination: 4)
        person.absorb(day: 1, rest: 0, combination: 5)
        #expect(person.firstSeen.combination == 3)
        #expect(person.returned(on: 1)?.combination == 3)
    }

    @Test func `an active day says how long nothing was before it`() {
        let person = person(10, 11, 40)
        #expect(person.active(on: 10, 7)?.value == Int64(Int32.max), "the first has none before")
        #expect(person.active(on: 11, 7)?.value == 1)
        #expect(person.active(on: 40, 7)?.value == 29)
        #expect(person.active(on: 40, 7)?.time == 40 * Person.dayLength)
        #expect(person.active(on: 40, 7)?.combination == 7)
        #expect(person.active(on: 39, 7) == nil)
        #expect(person.active(on: 40, nil) == nil, "its values are not known")
    }

    @Test func `a gap of 56 days or more is told as one of 56`() {
        #expect(person(10, 65).active(on: 65, 0)?.value == 55)
        #expect(person(10, 66).active(on: 66, 0)?.value == 56)
        #expect(person(10, 73).active(on: 73, 0)?.value == 56)
        #expect(person(10, 75).active(on: 75, 0)?.value == 56, "the day before it is forgotten")
    }

    @Test func `every later day is a return, and tells the one before it`() {
        let person = person(10, 12, 73, 11)
        #expect(person.returned(on: 10) == nil)
        let day11 = person.returned(on: 11)
        #expect(day11?.time == 10 * Person.dayLength)
        #expect(day11?.value == 1 && day11?.count == 0)
        #expect(person.returned(on: 12)?.value == 2)
        #expect(person.returned(on: 12)?.count == 1)
        #expect(person.returned(on: 73)?.value == 63)
        #expect(person.returned(on: 73)?.count == 2)
        #expect(self.person(10, 74).returned(on: 74) == nil, "beyond what is asked")
    }

    @Test func `a period counts from the moment of the first event`() {
        var person = Person(day: 10, rest: 1_000, combination: 0)
        person.absorb(day: 11, rest: 999, combination: 0)
        #expect(!person.hasReturned(within: .day), "a moment too soon")
        person.absorb(day: 12, rest: 999, combination: 0)
        #expect(person.hasReturned(within: .day), "just before the second period")
        person.absorb(day: 17, rest: 1_000, combination: 0)
        person.absorb(day: 40, rest: 5_000, combination: 0)
        #expect(person.returned(within: .week)?.value == 7)
        #expect(person.returned(within: .month)?.value == 30)
        #expect(person.returned(within: .month)?.time == 10 * Person.dayLength)
    }

    @Test func `what was first before is asked for its period, the others stay as judged`() {
        var person = Person(day: 10, rest: 1_000, combination: 0)
        person.absorb(day: 17, rest: 1_000, combination: 0)
        person.absorb(day: 9, rest: 500, combination: 0)
        #expect(person.hasReturned(within: .day) && person.hasReturned(within: .week))
        #expect(person.returned(within: .week)?.time == 9 * Person.dayLength)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `the union of two is what one would be who did it all`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let span: Int64 = random.pick([4, 60])
        let events = (0..<14).map { number in
            (
                day: Int32(random.number(0...span)), rest: Int32(random.number(0...86_399_999)),
                combination: UInt32(number)
            )
        }
        let half = Int(random.number(1...13))
        func person(_ events: ArraySlice<(day: Int32, rest: Int32, combination: UInt32)>) -> Person
        {
            let first = events[events.startIndex]
            var person = Person(day: first.day, rest: first.rest, combination: first.combination)
            for event in events.dropFirst() {
                person.absorb(day: event.day, rest: event.rest, combination: event.combination)
            }
            return person
        }
        var union = person(events[..<half])
        union.merge(person(events[half...]))
        let expected = person(events[...])
        #expect(union.firstDay == expected.firstDay, "seed \(seed)")
        #expect(union.lastDay == expected.lastDay, "seed \(seed)")
        #expect(union.firstSeen == expected.firstSeen, "seed \(seed)")
        for day in 0...60 as ClosedRange<Int32> {
            #expect(union.returned(on: day) == expected.returned(on: day), "seed \(seed), \(day)")
            #expect(union.active(on: day, 1) == expected.active(on: day, 1), "seed \(seed), \(day)")
        }
    }
}
