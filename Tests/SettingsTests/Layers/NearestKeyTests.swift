// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Settings

struct NearestKeyTests {
    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "ab", 2), ("kitten", "sitting", 3), ("ab", "ba", 1),
        ("topic", "tpoic", 1), ("every", "every", 0), ("abc", "ca", 3),
    ])
    func `a distance counts edits and swaps`(a: String, b: String, distance: Int) {
        #expect(NearestKey.distance(a, b) == distance)
        #expect(NearestKey.distance(b, a) == distance)
    }

    @Test func `case does not count and the first of equals is taken`() {
        #expect(NearestKey.nearest(to: "TOPIC", among: ["a", "topic", "topics"]) == "topic")
        #expect(NearestKey.nearest(to: "x", among: ["a", "b"]) == "a")
        #expect(NearestKey.nearest(to: "x", among: []) == nil)
    }
}
