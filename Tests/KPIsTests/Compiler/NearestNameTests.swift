// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct NearestNameTests {
    @Test(arguments: [
        ("campain", "campaign"), ("contry", "country"), ("", "list"), ("referer", "referrer"),
        ("list", "list"),
    ])
    func `the name with the fewest edits is found`(_ written: String, _ meant: String) {
        let known = ["campaign", "country", "list", "referrer"]
        #expect(NearestName.to(written, among: known) == meant)
    }

    @Test func `nothing is near where nothing is known`() {
        #expect(NearestName.to("a", among: []) == "")
    }
}
