// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct RecordCountsTests {
    @Test func `every offset is a record, a gap or a loss`() {
        var counts = RecordCounts()
        counts.follow(5)
        counts.follow(8)
        #expect(counts.lose(upTo: 12) == 3)
        counts.follow(12)
        counts.end(at: 15)
        counts.empty = counts.records
        #expect((counts.firstOffset, counts.nextOffset) == (5, 15))
        #expect((counts.records, counts.gaps, counts.lost) == (3, 4, 3))
        #expect(counts.isConserved(by: EventOutcomes()))
        counts.lost += 1
        #expect(!counts.isConserved(by: EventOutcomes()))
    }

    @Test func `nothing is lost before the first record, nor behind what was read`() {
        var counts = RecordCounts()
        #expect(counts.lose(upTo: 7) == 0)
        #expect(counts.nextOffset == nil)
        counts.follow(7)
        #expect(counts.lose(upTo: 8) == 0)
        #expect(counts.lose(upTo: 3) == 0)
        #expect((counts.nextOffset, counts.lost) == (8, 0))
    }
}
