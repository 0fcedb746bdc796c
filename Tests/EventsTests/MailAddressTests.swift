// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct MailAddressTests {
    @Test(
        arguments: [
            ("bob@mail.example", 0..<16), ("to bob@a.example, amy@b.example", 3..<16),
            ("100% of bob%40a.example", 8..<23), ("%2 bob%252540a", 3..<14),
            ("@ bob@x", 2..<7), ("a%bob@x", 0..<7),
        ] as [(StaticString, Range<Int>)]
    )
    func `the first address is found, whatever signs lie before it`(
        text: StaticString,
        expected: Range<Int>
    ) {
        #expect(MailAddress.first(in: ByteSlice(text), from: 0) == expected)
    }

    @Test func `the next address is looked for from an index on`() {
        let text = ByteSlice("bob@a.example, amy@b.example")
        #expect(MailAddress.first(in: text, from: 13) == 15..<28)
        #expect(MailAddress.first(in: text, from: 19) == nil)
    }

    @Test(arguments: ["", "@", "bob@", "@shop", "100%", "50%4", "a b %40"] as [StaticString])
    func `what is none is none`(text: StaticString) {
        #expect(MailAddress.first(in: ByteSlice(text), from: 0) == nil)
    }

    @Test func `a row of a million signs is gone through once`() {
        // Gone through again for each sign this would take hours.
        let signs = ByteSlice(
            keeping: [UInt8](repeating: 0, count: 333_333).flatMap { _ in "%40".utf8 }
        )
        #expect(MailAddress.first(in: signs, from: 0) == nil)
    }
}
