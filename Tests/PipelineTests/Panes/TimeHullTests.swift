// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct TimeHullTests {
    @Test func `it meets the windows between its ends, and none without a time`() {
        #expect(!TimeHull().meets(.min, .max))
        let hull = TimeHull(150, 120)
        #expect(!hull.meets(60, 120))
        #expect(hull.meets(61, 121))
        #expect(hull.meets(130, 135))
        #expect(hull.meets(150, 210))
        #expect(!hull.meets(151, 211))
    }

    @Test func `it is forgotten as a whole`() {
        var hull = TimeHull(10, 20)
        hull.clear(before: 20)
        #expect(hull == TimeHull(10, 20))
        hull.clear(before: 21)
        #expect(hull.isEmpty)
        hull.note(30)
        #expect(hull == TimeHull(30, 30))
    }
}
