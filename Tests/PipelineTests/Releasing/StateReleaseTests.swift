// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

/// What keeps its number, and that all that names it says the new one; that nothing which is told changes
/// is shown by simulation.
struct StateReleaseTests {
    private static func event(_ type: EventType) -> Event {
        Event.make(type, at: AggregatorBench.midnight)
    }

    /// An entry of each table that names the combination 4.
    private static var entries: [(kind: StateKind, entry: any NamesCombinations)] {
        var message = Message(channel: .email)
        (message.sent, message.delivered) = (1_767_225_600, 1_767_225_601)
        (message.sentCombination, message.deliveredCombination) = (4, 4)
        var invitation = Invitation()
        invitation.absorb(event(.surveyInvited), combination: 4, window: 1)
        var journey = Journey()
        journey[2] = Journey.Episode(start: 5, combination: 4)
        var weeks = InteractionTracker.Weeks(week: 3)
        weeks.latestCombination = 4
        return [
            (.messages, PackedMessage(message) ?? PackedMessage()),
            (.persons, Person(day: 3, rest: 5, combination: 4)),
            (.personDays, PersonDays.Values(combination: 4, rest: 1, day: 2)),
            (.installs, InstallTracker.Installation(time: 1, combination: 4)),
            (.responses, Response(event(.review), combination: 4)),
            (.invitations, invitation),
            (
                .spending,
                SpendTracker.Reading(
                    first: 1,
                    latest: 2,
                    value: 3,
                    combination: 4,
                    channel: .business
                )
            ),
            (.leads, LeadTracker.Lead(time: 1, combination: 4, channel: .business)),
            (.buyers, BuyerTracker.Buyer(time: 1, combination: 4, channel: .business)),
            (.touches, TouchTracker.Touch(time: 1, combination: 4)),
            (.stages, PackedJourney(journey)),
            (.interactions, weeks),
        ]
    }

    /// The combinations that the only entry of a table names, without that of absent values.
    private func named<Entry: NamesCombinations>(
        by _: Entry,
        _ kind: StateKind,
        _ image: StateImage
    ) throws -> [UInt32] {
        let part = try #require(image.section(kind).first)
        var entry = try #require(try TableShard<Entry>.entries(in: part.content).first?.value)
        var named: [UInt32] = []
        try entry.renumberCombinations { number throws(StateError) in
            if number != 0 { named.append(number) }
            return number
        }
        return named
    }

    @Test(arguments: 0..<12)
    func `an entry of a tracker keeps its combination, its series and its values`(
        number: Int
    ) throws {
        let (kind, entry) = Self.entries[number]
        #expect(Self.entries.count == 12)
        var bench = try ReleaseBench()
        bench.set(kind, entry)
        let released = try bench.released()
        let stored = try released.stored
        #expect(stored.combinations == [[0], [1], [2]])
        #expect(stored.seriesOfCombinations.map { $0[1] } == [1, 0, 2])
        #expect(stored.series[1] == [[1], [0], [2]])
        #expect(try released.countries == ["v4"] && released.pages == [])
        let named = try named(by: entry, kind, released.image)
        #expect(!named.isEmpty && named.allSatisfy { $0 == 2 })
    }

    @Test func `a message keeps everything besides`() throws {
        var bench = try ReleaseBench()
        var message = Message(channel: .email)
        (message.sent, message.delivered) = (1_767_225_600, 1_767_225_601)
        (message.sentCombination, message.deliveredCombination) = (3, 6)
        bench.set(.messages, try #require(PackedMessage(message)))
        let image = try bench.released().image
        let part = try #require(image.section(.messages).first)
        let slot = try #require(try TableShard<PackedMessage>.entries(in: part.content).first)
        let found = slot.value.message
        #expect(slot.key == 7 && found.sent == message.sent && found.delivered == message.delivered)
        #expect(found.sentCombination == 2 && found.deliveredCombination == 3)
        #expect(found.channel == .email)
    }

    @Test func `a session keeps its combination and its pages`() throws {
        var bench = try ReleaseBench()
        let session = Session(
            key: 9,
            event: Self.event(.pageView),
            goals: 0,
            combination: 5,
            page: 3
        )
        bench.set(.sessions) { writer in
            writer.write(UInt16(MemoryLayout<Session>.size))
            writer.write(UInt8(1))
            writer.write(raw: session)
        }
        let released = try bench.released()
        #expect(try released.countries == ["v5"] && released.pages == ["page3"])
        var content = try released.image.single(.sessions)
        _ = try content.read(count: 3)
        let found: Session = try content.readRaw()
        #expect(found.combination == 2 && found.entryPage == 2 && found.exitPage == 2)
        #expect(found.key == 9 && found.views == 1)
    }

    @Test func `a row keeps its series and the values of its lists`() throws {
        var bench = try ReleaseBench()
        bench.setRow(series: 3, listing: [6, 1, 4])
        let released = try bench.released()
        #expect(try released.countries == ["v3"] && released.pages == ["page4", "page6"])
        #expect(try released.stored.combinations.count == 2)
        var expected = bench
        expected.setRow(series: 2, listing: [3, 1, 2])
        let table = bench.definitions.plan.outputs[bench.output("own.pages")].table
        var (found, row) = (
            try released.image.single(.rows, table), try expected.image.single(.rows, table)
        )
        #expect(try found.readRest() == row.readRest())
    }

    @Test func `what is left keeps its order`() throws {
        var bench = try ReleaseBench()
        bench.setRow(series: 6)
        bench.set(.leads, LeadTracker.Lead(time: 1, combination: 3, channel: .business))
        let released = try bench.released()
        #expect(try released.countries == ["v3", "v6"])
        #expect(try released.stored.series[1] == [[1], [0], [2], [3]])
        #expect(try released.stored.combinations == [[0], [1], [2]])
    }

    @Test func `a second release finds nothing, and the state stays as it is`() throws {
        var bench = try ReleaseBench()
        bench.setRow(series: 6, listing: [5])
        let first = try StateRelease(bench.image, of: bench.definitions)
        #expect(first.report.values == 8)
        #expect(first.report.combinations == 5 && first.report.series == 4)
        let second = try StateRelease(first.image, of: bench.definitions)
        #expect(second.report.isEmpty && second.image.parts == first.image.parts)
    }

    @Test func `a level that came to something keeps its series, and moves with it`() throws {
        var bench = try ReleaseBench()
        bench.set(.levels) { writer in
            for series in 0..<64 { writer.write(Int64(series == 5 ? -17 : 0)) }
        }
        let index = try #require(NumberLayout(bench.definitions).levels.firstIndex(of: 1))
        let sections = bench.image.takeSections(of: .levels)
        bench.image.setSection(.levels, index, sections[0] ?? [:])
        let released = try bench.released()
        #expect(try released.countries == ["v5"])
        var content = try released.image.single(.levels, index)
        var levels: [Int64] = []
        while !content.isAtEnd { levels.append(try content.read()) }
        #expect(levels == [0, 0, -17] + [Int64](repeating: 0, count: 61))
    }

    @Test func `a series that was read against a target keeps how it stands`() throws {
        var bench = try ReleaseBench()
        let output = bench.output("web.pageviews")
        var entry = TargetBook.Entry()
        _ = entry.state.take(.breach, end: 60_000, hold: 1)
        entry.newest = 1
        bench.set(.targets, output) { writer in
            for series in 0...5 {
                TargetBook.write(series == 4 ? entry : TargetBook.Entry(), to: &writer)
            }
        }
        let released = try bench.released()
        #expect(try released.countries == ["v4"])
        var expected = StateWriter()
        for series in 0...2 {
            TargetBook.write(series == 2 ? entry : TargetBook.Entry(), to: &expected)
        }
        var content = try released.image.single(.targets, output)
        #expect(Array(try content.readRest()) == expected.bytes)
    }

    @Test func `what was told or waits for a revision keeps its series`() throws {
        var bench = try ReleaseBench()
        let output = bench.output("own.pages")
        bench.set(.revisions, part: 9) { writer in
            for (series, marks) in [(3, 1), (0, 2)] as [(UInt32, UInt8)] {
                writer.write(UInt16(output))
                writer.write(series)
                writer.write(Int64(60_000))
                writer.write(marks)
            }
        }
        let released = try bench.released()
        #expect(try released.countries == ["v3"])
        var log = RevisionLog(interval: 0)
        try log.restore(from: released.image, clockOffset: 0)
        #expect(log.pending == [EmissionKey(output: output, series: 2, start: 60_000)])
        #expect(log.told == [EmissionKey(output: output, series: 0, start: 60_000)])
    }

    @Test func `how far a full batch came is said in new numbers`() throws {
        var bench = try ReleaseBench()
        let layout = NumberLayout(bench.definitions)
        let group = try #require(layout.groups.firstIndex(of: 1))
        bench.set(.emission) { writer in
            writer.write([UInt8](repeating: 0, count: 8 + 8))
            writer.write(UInt16(layout.groups.count))
            for number in layout.groups.indices {
                writer.write(Int64(5))
                writer.write(Int32(number == group ? 0 : -1))
                writer.write(UInt32(number == group ? 4 : 0))
            }
            writer.write(UInt16(layout.early.count))
            for groupingSet in layout.early {
                writer.write(Int64(6))
                writer.write(UInt32(1))
                writer.write(UInt32(groupingSet == 1 ? 6 : 0))
            }
        }
        let released = try bench.released()
        let early = layout.early.contains(1)
        #expect(try released.countries == (early ? ["v4", "v6"] : ["v4"]))
        var content = try released.image.single(.emission)
        _ = try content.read(count: 8 + 8 + 2 + group * 16 + 8)
        #expect(try content.read(Int32.self) == 0)
        #expect(try content.read(UInt32.self) == 2)
    }

    @Test func `a number that there is not is a damaged state`() throws {
        var bench = try ReleaseBench()
        bench.set(.leads, LeadTracker.Lead(time: 1, combination: 7, channel: .business))
        #expect(throws: StateError.self) { try bench.released() }
        var other = try ReleaseBench()
        other.setRow(series: 2, listing: [7])
        #expect(throws: StateError.self) { try other.released() }
        var third = try ReleaseBench()
        third.setRow(series: 7)
        #expect(throws: StateError.self) { try third.released() }
    }

    @Test func `a start releases from half of a limit on`() throws {
        let bench = try ReleaseBench()
        func isDue(
            values: Int,
            pages: Int,
            change: (inout AggregatorConfiguration) -> Void = { _ in }
        )
            throws -> Bool
        {
            var definitions = bench.definitions
            change(&definitions)
            let release = try StateRelease(
                ifDue: bench.image,
                of: definitions,
                valueLimits: [values, pages]
            )
            return release != nil
        }
        #expect(try !isDue(values: 10, pages: 10))
        #expect(try isDue(values: 9, pages: 10))
        #expect(try isDue(values: 10, pages: 9))
        #expect(try isDue(values: 10, pages: 10) { $0.seriesLimit = 13 })
        #expect(try !isDue(values: 10, pages: 10) { $0.seriesLimit = 14 })
        #expect(try isDue(values: 10, pages: 10) { $0.combinationLimit = 13 })
    }
}
