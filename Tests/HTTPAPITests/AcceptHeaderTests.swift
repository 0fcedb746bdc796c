// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct AcceptHeaderTests {
    @Test func `ranges come in order with version and quality`() {
        let header = AcceptHeader(" A/B ;\tversion=1.0 ; q=0.25,c/*, */*;q=0")
        #expect(
            header.ranges == [
                .init(type: "a", subtype: "b", version: "1.0", quality: 0.25),
                .init(type: "c", subtype: "*"),
                .init(type: "*", subtype: "*", quality: 0),
            ]
        )
    }

    @Test func `separators in quotes separate nothing`() {
        let header = AcceptHeader(#"a/b;x="1,2;q=0\",";q=0.5, c/d"#)
        #expect(
            header.ranges == [
                .init(type: "a", subtype: "b", quality: 0.5), .init(type: "c", subtype: "d"),
            ]
        )
    }

    @Test(arguments: ["", "a", "/", "a/", "/b", "a/b/c", "a/b;q=2", "a/b;q=-1", "a/b;q=nan", ",,"])
    func `what cannot be read is left out`(text: String) {
        #expect(AcceptHeader(text + ", c/d").ranges == [.init(type: "c", subtype: "d")])
    }
}
