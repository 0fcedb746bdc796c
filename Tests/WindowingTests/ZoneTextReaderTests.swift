// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Windowing

struct ZoneTextReaderTests {
    @Test func `it goes past names and characters`() {
        var reader = ZoneTextReader(Array("CET<+03>,x".utf8))
        let names = [reader.skipName(), reader.skipName(), reader.skipName()]
        #expect(names == [true, true, false])
        let taken = [reader.take("x"), reader.take(","), reader.take("x"), reader.take("x")]
        #expect(taken == [false, true, true, false])
        #expect(reader.isAtEnd)
    }

    @Test(
        arguments: [
            ("2", 7_200), ("-1", -3_600), ("+3:30", 12_600), ("-0:44:30", -2_670), ("167", 601_200),
            ("168", nil), ("", nil), ("x", nil), ("3:", nil), ("3:60", nil),
        ] as [(String, Int64?)]
    )
    func `times have a sign, hours, minutes and seconds`(text: String, seconds: Int64?) {
        var reader = ZoneTextReader(Array(text.utf8))
        let found = reader.time()
        #expect(found == seconds)
    }

    @Test func `numbers end where the range does`() {
        var reader = ZoneTextReader(Array("12.7.99999999999999999999".utf8))
        let month = reader.number(1...12)
        let first = reader.take(".")
        #expect(month == 12 && first)
        let week = reader.number(1...5)
        let second = reader.take(".")
        #expect(week == nil && second)
        let large = reader.number(0...6)
        #expect(large == nil)
    }
}
