// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Pipeline

struct PublishedHullTests {
    @Test func `it is what was noted, set or forgotten last`() {
        let hull = PublishedHull()
        #expect(hull.hull.isEmpty)
        hull.note(20)
        hull.note(10)
        #expect(hull.hull == TimeHull(10, 20))
        hull.clear(before: 20)
        #expect(hull.hull == TimeHull(10, 20))
        hull.clear(before: 21)
        #expect(hull.hull.isEmpty)
        hull.publish(TimeHull(5, 6))
        #expect(hull.hull == TimeHull(5, 6))
        hull.publish(TimeHull())
        #expect(hull.hull.isEmpty)
    }
}
