// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Pipeline

struct RejectionPlacesTests {
    private func note(
        _ places: inout RejectionPlaces,
        _ partition: Int,
        _ error: DecodeError,
        offset: Int64,
        timestamp: Int64
    ) {
        places.note(error, tablePartition: partition, offset: offset, timestamp: timestamp)
    }

    @Test func `the last rejection of a partition and reason is kept`() {
        var places = RejectionPlaces()
        note(&places, 0, .badTime, offset: 1, timestamp: 9)
        note(&places, 0, .badTime, offset: 2, timestamp: 5)
        note(&places, 0, .noRate, offset: 3, timestamp: 5)
        #expect(places.newest(.badTime, in: [0], isOfTable: true)?.offset == 2)
        #expect(places.newest(.currency, in: [0], isOfTable: true)?.offset == 3)
        #expect(places.newest(.json, in: [0], isOfTable: true) == nil)
        #expect(places.newest(.badTime, in: [0], isOfTable: false) == nil)
    }

    @Test func `of several partitions the newest record counts`() {
        var places = RejectionPlaces()
        note(&places, 0, .badTime, offset: 1, timestamp: 5)
        note(&places, 1, .badTime, offset: 2, timestamp: 9)
        note(&places, 2, .badTime, offset: 3, timestamp: 7)
        #expect(places.newest(.badTime, in: [0, 1, 2], isOfTable: true)?.offset == 2)
        #expect(places.newest(.badTime, in: [0, 2], isOfTable: true)?.offset == 3)
        #expect(places.newest(.badTime, in: [3], isOfTable: true) == nil)
    }
}
