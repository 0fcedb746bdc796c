// SPDX-License-Identifier: Apache-2.0

import Events
import TestSupport
import Testing

@testable import Pipeline

struct PersonTrackerTests {
    private struct Bench: ~Copyable {
        static let day = Person.dayLength

        var facts: FactBench
        var tracker: PersonTracker

        init(limit: Int = 100, _ shape: FactBench.Shape = FactBench.Shape(paneSize: Bench.day)) {
            var parameters = TrackerParameters()
            parameters.actorLimit = limit
            tracker = PersonTracker(parameters, plan: FactBench.plan([shape]))
            facts = FactBench([shape])
        }

        @discardableResult
        mutating func use(
            by person: UInt64 = 1,
            on day: Int64,
            at time: Int64 = 0,
            country: UInt32 = 0
        ) -> Bool {
            let combination = facts.combination(country)
            return tracker.handle(
                person: person,
                time: day * Self.day + time,
                combination: combination,
                watermark: facts.panes.watermark,
                panes: &facts.panes
            )
        }

        mutating func join(device: UInt64, to user: UInt64) {
            tracker.join(
                device: device,
                to: user,
                watermark: facts.panes.watermark,
                panes: &facts.panes
            )
        }

        /// What is counted, with days instead of times.
        func counted() -> [String: Int64] {
            Self.byDay(facts.counted()).filter { !$0.key.hasPrefix("personReturnedWithin") }
        }

        func countedByCountry() -> [String: Int64] {
            Self.byDay(facts.countedByCountry()).filter {
                !$0.key.hasPrefix("personReturnedWithin")
            }
        }

        private static func byDay(_ counted: [String: Int64]) -> [String: Int64] {
            Dictionary(
                uniqueKeysWithValues: counted.map { key, value in
                    var words = key.split(separator: " ").map(String.init)
                    words[1] = String((Int64(words[1]) ?? 0) / day)
                    return (words.joined(separator: " "), value)
                }
            )
        }
    }

    /// What a set of active days of one person means.
    private static func facts(of days: Set<Int64>) -> [String: Int64] {
        var facts: [String: Int64] = [:]
        for day in days { facts["personActive \(day)", default: 0] += 1 }
        guard let first = days.min() else { return [:] }
        facts["personFirstSeen \(first)", default: 0] += 1
        let returns = Int64(days.count { $0 != first && $0 - first < 64 })
        if returns > 0 { facts["personReturned \(first)"] = returns }
        return facts
    }

    @Test func `a use of the app is a foreground event of channel app`() {
        for type in [
            EventType.appOpen, .screenView, .sessionStart, .interaction, .conversion, .order,
            .engagement,
        ] {
            #expect(PersonTracker.isForeground(.make(type, at: 0) { $0.channel = .app }), "\(type)")
            #expect(!PersonTracker.isForeground(.make(type, at: 0) { $0.channel = .web }))
        }
        for type in [EventType.install, .lead, .pageView, .alias] {
            #expect(
                !PersonTracker.isForeground(.make(type, at: 0) { $0.channel = .app }),
                "\(type)"
            )
        }
    }

    @Test func `a person is active once a day and first seen once`() {
        var bench = Bench()
        for _ in 0..<3 { bench.use(on: 10) }
        bench.use(on: 11)
        bench.use(on: 13)
        let facts = bench.counted()
        #expect(facts == Self.facts(of: [10, 11, 13]))
    }

    @Test func `an earlier event of a day moves the day's facts to its values`() {
        var bench = Bench()
        bench.use(on: 10, at: 50, country: 2)
        bench.use(on: 10, at: 40, country: 3)
        bench.use(on: 11, at: 40, country: 4)
        let facts = bench.countedByCountry()
        #expect(
            facts == [
                "personActive 10 #3": 1, "personFirstSeen 10 #3": 1, "personReturned 10 #3": 1,
                "personActive 11 #4": 1,
            ]
        )
    }

    @Test func `an earlier first day moves what was said of the first day`() {
        var bench = Bench()
        bench.use(on: 10)
        bench.use(on: 11)
        bench.use(on: 8)
        let moved = bench.counted()
        #expect(moved == Self.facts(of: [8, 10, 11]))
        bench.use(on: 9)
        let returned = bench.counted()
        #expect(returned == Self.facts(of: [8, 9, 10, 11]))
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `every order of days gives the same facts, however far apart they are`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let days = (0..<8).map { _ in random.number(0...random.pick([4, 12, 60])) }
        for _ in 0..<10 {
            var bench = Bench()
            for day in days.shuffled(using: &random) {
                bench.use(on: day, at: random.number(0...1_000), country: 2)
            }
            let facts = bench.counted()
            #expect(facts == Self.facts(of: Set(days)), "seed \(seed)")
        }
    }

    @Test func `what a device did becomes its user's`() {
        var bench = Bench()
        bench.use(by: 7, on: 10)
        bench.use(by: 7, on: 12)
        bench.use(by: 1, on: 11)
        bench.use(by: 1, on: 12)
        bench.join(device: 7, to: 1)
        let (facts, count) = (bench.counted(), bench.tracker.count)
        #expect(facts == Self.facts(of: [10, 11, 12]))
        #expect(count == 1)
        bench.join(device: 7, to: 1)
        let again = bench.counted()
        #expect(again == facts, "a device without an entry changes nothing")
    }

    @Test func `a user who was not known takes the device's entry over as it is`() {
        var bench = Bench()
        bench.use(by: 7, on: 10, country: 2)
        bench.join(device: 7, to: 1)
        bench.use(by: 1, on: 10, at: 5, country: 3)
        bench.use(by: 1, on: 11, country: 3)
        let facts = bench.countedByCountry()
        #expect(
            facts == [
                "personActive 10 #2": 1, "personFirstSeen 10 #2": 1, "personReturned 10 #2": 1,
                "personActive 11 #3": 1,
            ]
        )
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `a joined person counts like one who did it all`(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bench = Bench()
        var earliest: [Int64: (time: Int64, country: UInt32)] = [:]
        for number in 0..<10 as Range<Int64> {
            let day = random.number(0...3)
            // Times differ, so there are no ties.
            let time = random.number(0...50) * 100 + number
            let country = UInt32(random.number(2...4))
            bench.use(by: random.pick([1, 7]), on: day, at: time, country: country)
            if time < earliest[day]?.time ?? .max { earliest[day] = (time, country) }
        }
        bench.join(device: 7, to: 1)
        let (facts, byCountry) = (bench.counted(), bench.countedByCountry())
        #expect(facts == Self.facts(of: Set(earliest.keys)), "seed \(seed)")
        for (day, event) in earliest {
            #expect(byCountry["personActive \(day) #\(event.country)"] == 1, "seed \(seed)")
        }
    }

    @Test func `a join over days far apart leaves what was first`() {
        var bench = Bench()
        bench.use(by: 1, on: 10)
        bench.use(by: 7, on: 20)
        bench.join(device: 7, to: 1)
        let facts = bench.counted()
        #expect(facts == Self.facts(of: [10, 20]))
    }

    @Test func `an event on the first day moves every return to its values`() {
        var bench = Bench()
        bench.use(on: 10, at: 50, country: 2)
        for day in [12, 11, 40] as [Int64] { bench.use(on: day, country: 2) }
        bench.use(on: 10, at: 40, country: 3)
        let facts = bench.countedByCountry()
        #expect(facts["personReturned 10 #3"] == 3)
        #expect(facts["personReturned 10 #2"] == nil)
        #expect(facts["personActive 12 #2"] == 1)
    }

    @Test func `a day without room for its values counts once and is not corrected`() {
        var bench = Bench(limit: 1)
        bench.use(on: 10, country: 2)
        let isKept = bench.use(on: 11, at: 50, country: 3)
        bench.use(on: 11, at: 40, country: 4)
        let facts = bench.countedByCountry()
        #expect(!isKept)
        #expect(facts["personActive 11 #3"] == 1)
        #expect(facts["personActive 11 #4"] == nil)
    }

    @Test func `days that cannot be kept change nothing`() {
        var bench = Bench()
        for day in [-1, 65_536] as [Int64] {
            let isTaken = bench.use(on: day)
            #expect(isTaken)
        }
        let (facts, count) = (bench.counted(), bench.tracker.count)
        #expect(facts.isEmpty)
        #expect(count == 0)
    }

    @Test func `a return in the second period of 24 hours is said once, at the first day`() {
        var bench = Bench()
        bench.use(on: 10, at: 5)
        bench.use(on: 11, at: 4)
        let none = bench.facts.counted().filter { $0.key.hasPrefix("personReturnedWithin") }
        #expect(none.isEmpty)
        for _ in 0..<2 { bench.use(on: 11, at: 6) }
        bench.use(on: 17, at: 6)
        let said = bench.facts.counted().filter { $0.key.hasPrefix("personReturnedWithin") }
        #expect(said == ["personReturnedWithin \(10 * Bench.day)": 2])
    }

    @Test func `a person is forgotten 64 days after the last active day`() {
        var bench = Bench()
        bench.use(on: 10)
        bench.facts.panes.watermark = 74 * Bench.day - 1
        bench.use(on: 74)
        let known = bench.counted()
        #expect(known["personFirstSeen 74"] == nil)
        bench.facts.panes.watermark = 138 * Bench.day
        bench.use(on: 138)
        let anew = bench.counted()
        #expect(anew["personFirstSeen 138"] == 1)
        bench.use(by: 7, on: 138)
        bench.facts.panes.watermark = 202 * Bench.day
        bench.join(device: 7, to: 1)
        let count = bench.tracker.count
        #expect(count == 1, "a forgotten device is joined to nobody")
    }

    @Test func `a full tracker refuses a new person, and forgotten ones make room`() {
        var bench = Bench(limit: 1, FactBench.Shape(paneSize: Bench.day, lateness: 0))
        bench.use(by: 1, on: 10)
        let isTaken = bench.use(by: 2, on: 10)
        #expect(!isTaken)
        let (facts, refused) = (bench.counted(), bench.tracker.refusedCount)
        #expect(facts == Self.facts(of: [10]))
        #expect(refused == 1)
        bench.facts.panes.watermark = 74 * Bench.day
        let isTakenLater = bench.use(by: 2, on: 74)
        #expect(isTakenLater)
    }
}
