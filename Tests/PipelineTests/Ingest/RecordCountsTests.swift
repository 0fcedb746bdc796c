// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct RecordCountsTests {
    @Test func `every offset is a record, a gap or a loss`() {
        var counts = RecordCounts()
        counts.follow(5)
        counts.follow(8)
        #expect(counts.lose(9..<12) == 3)
        counts.follow(12)
        counts.end(at: 15)
        counts.empty = counts.records
        #expect((counts.firstOffset, counts.nextOffset) == (5, 15))
        #expect((counts.records, counts.gaps, counts.lost) == (3, 4, 3))
        #expect(counts.isConserved(by: EventOutcomes()))
        counts.lost += 1
        #expect(!counts.isConserved(by: EventOutcomes()))
    }

    @Test func `what was read is not lost, and what lies before a loss has no record`() {
        var counts = RecordCounts()
        counts.follow(7)
        #expect(counts.lose(5..<8) == 0)
        #expect(counts.lose(2..<3) == 0)
        #expect((counts.nextOffset, counts.lost) == (8, 0))
        #expect(counts.lose(10..<12) == 2)
        #expect((counts.nextOffset, counts.gaps) == (12, 2))
        counts.empty = 1
        #expect(counts.isConserved(by: EventOutcomes()))
    }

    @Test func `what is lost may be the first there is`() {
        var counts = RecordCounts()
        #expect(counts.lose(4..<7) == 3)
        counts.follow(7)
        counts.empty = 1
        #expect((counts.firstOffset, counts.nextOffset, counts.lost) == (4, 8, 3))
        #expect(counts.isConserved(by: EventOutcomes()))
    }

    @Test func `offsets without a record are gaps, before the end too`() {
        var counts = RecordCounts()
        counts.follow(10)
        counts.follow(13)
        counts.end(at: 16)
        #expect((counts.records, counts.gaps) == (2, 4))
        #expect((counts.firstOffset, counts.nextOffset) == (10, 16))
    }

    @Test func `an end below what was read changes nothing`() {
        var counts = RecordCounts()
        counts.follow(10)
        counts.end(at: 5)
        #expect(counts.gaps == 0 && counts.nextOffset == 11)
    }

    @Test func `one that starts at an offset counts what is missing from there on`() {
        var counts = RecordCounts(startingAt: 100)
        #expect(counts.isConserved(by: EventOutcomes()))
        counts.follow(103)
        counts.empty += 1
        #expect((counts.records, counts.gaps) == (1, 3))
        #expect((counts.firstOffset, counts.nextOffset) == (100, 104))
        #expect(counts.isConserved(by: EventOutcomes()))
    }

    @Test func `what is not accounted for is seen`() {
        var counts = RecordCounts(startingAt: 0)
        counts.follow(0)
        #expect(!counts.isConserved(by: EventOutcomes()))
        counts.decoded += 1
        counts.events += 2
        #expect(!counts.isConserved(by: EventOutcomes()))
        var outcomes = EventOutcomes()
        outcomes.counted = 2
        #expect(counts.isConserved(by: outcomes))
    }
}
