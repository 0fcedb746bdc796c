// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Events

struct TimestampTests {
    private func parse(_ text: String) -> Int64? {
        let bytes = Array(text.utf8)
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let slice = unsafe ByteSlice(start: start, count: buffer.count)
            var recent = RecentMinute()
            let time = recent.parse(slice)
            #expect(time == Timestamp.parse(slice), "\(text)")
            return time
        }
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.001Z", 1),
        ("1969-12-31T23:59:59.999Z", -1), ("2026-03-02T09:00:00.000Z", 1_772_442_000_000),
        ("2026-03-02T10:00:00+01:00", 1_772_442_000_000),
        ("2026-03-02T03:30:00-05:30", 1_772_442_000_000),
        ("2026-03-02 09:00:00z", 1_772_442_000_000), ("2026-03-02t09:00:00Z", 1_772_442_000_000),
        ("2026-03-02T09:00:00.5Z", 1_772_442_000_500),
        ("2026-03-02T09:00:00.123456789Z", 1_772_442_000_123),
        ("2000-02-29T00:00:00Z", 951_782_400_000), ("2016-12-31T23:59:60Z", 1_483_228_800_000),
        ("2100-01-01T00:00:00Z", 4_102_444_800_000),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ])
    func `a time is read exactly`(text: String, milliseconds: Int64) {
        #expect(parse(text) == milliseconds)
    }

    @Test(arguments: [
        "", "2026-03-02", "2026-03-02T09:00:00", "2026-03-02T09:00Z", "2026-13-02T09:00:00Z",
        "2026-00-02T09:00:00Z", "2026-02-29T09:00:00Z", "1900-02-29T00:00:00Z",
        "2026-03-32T09:00:00Z", "2026-04-31T09:00:00Z", "2026-03-00T09:00:00Z",
        "2026-03-02T24:00:00Z", "2026-03-02T09:60:00Z", "2026-03-02T09:00:61Z",
        "2026-03-02T09:00:00.Z", "2026-03-02T09:00:00Zx", "2026-03-02T09:00:00+0100",
        "2026-03-02T09:00:00+24:00", "2026-03-02T09:00:00+01:60", "2026-03-02T09:00:00+01:0",
        "2026/03/02T09:00:00Z", "2026-03-02X09:00:00Z", "1767261600000", "NaN",
        "20２6-03-02T09:00:00Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
    ])
    func `anything else is no time`(text: String) {
        #expect(parse(text) == nil)
    }

    @Test func `every day of four centuries follows the one before`() {
        var expected: Int64 = -11_676_096_000_000  // 1600-01-01
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        for year in 1600..<2000 {
            let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
            for month in 1...12 {
                let length = lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)
                for day in 1...length {
                    let text = "\(year)-\(two(month))-\(two(day))T00:00:00Z"
                    guard parse(text) == expected else {
                        Issue.record("\(text) is off")
                        return
                    }
                    expected += 86_400_000
                }
            }
        }
        #expect(expected == 946_684_800_000)
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
