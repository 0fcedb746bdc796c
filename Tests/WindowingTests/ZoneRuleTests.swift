// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Windowing

struct ZoneRuleTests {
    /// The changes of 2028, a leap year: seconds since it began, and the offset in seconds.
    private func changes(_ text: String) throws -> [[Int64]] {
        let rule = try #require(ZoneRule(Array(text.utf8)), "\(text)")
        let begin = CivilMonth(year: 2028, month: 1).start
        return rule.changes(in: 2028...2028).map { [($0.at - begin) / 1_000, $0.offset / 1_000] }
    }

    private func day(_ number: Int64, _ hours: Int64) -> Int64 { number * 86_400 + hours * 3_600 }

    @Test func `a clock without summer never changes`() throws {
        #expect(try changes("IST-5:30") == [])
        #expect(try changes("<-03>3") == [])
    }

    @Test func `weekdays of months, the last one too`() throws {
        // 2028-03-26 and 2028-10-29, 01:00 UTC.
        #expect(
            try changes("CET-1CEST,M3.5.0,M10.5.0/3") == [
                [day(85, 1), 7_200], [day(302, 1), 3_600],
            ]
        )
        // 2028-03-12 at 02:00 −5 and 2028-11-05 at 02:00 −4.
        #expect(
            try changes("EST5EDT,M3.2.0,M11.1.0") == [
                [day(71, 7), -14_400], [day(309, 6), -18_000],
            ]
        )
    }

    @Test func `days of the year, with and without the leap day`() throws {
        #expect(
            try changes("A0B,J60/0,J365/0") == [[day(60, 0), 3_600], [day(365, -1), 0]]
        )
        #expect(try changes("A0B,59/0,365/0") == [[day(59, 0), 3_600], [day(365, -1), 0]])
    }

    @Test func `winter that is the exception, and hours beyond a day`() throws {
        // Dublin: standard is summer time; the changes come in the order of time.
        #expect(
            try changes("IST-1GMT0,M10.5.0,M3.5.0/1") == [[day(85, 1), 3_600], [day(302, 1), 0]]
        )
        // Nuuk: 22:00 of the Saturday before the last Sunday.
        #expect(
            try changes("<-02>2<-01>,M3.5.0/-1,M10.5.0/0")
                == [[day(85, 1), -3_600], [day(302, 1), -7_200]]
        )
    }

    @Test(arguments: [
        "", "CET", "CET-", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,", "<+01-1",
        "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/x",
        "CET-1CEST,J0,J3", "CET-1CEST,M3.5.0,M10.5.0 ", "CET-1:60", "CET-200",
    ])
    func `what is no rule is none`(text: String) { #expect(ZoneRule(Array(text.utf8)) == nil) }
}
