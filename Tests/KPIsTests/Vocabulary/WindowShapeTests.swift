// SPDX-License-Identifier: Apache-2.0

import KPIs
import TestSupport
import Testing
import Windowing

struct WindowShapeTests {
    private static let shapes: [WindowShape] = [
        10_000, .tumbling(WindowShape.day), .tumbling(7 * WindowShape.day), .week, .month,
        .sliding(size: 300_000, hop: 10_000),
        .sliding(size: 3 * WindowShape.day, hop: WindowShape.day),
    ]

    /// Times from 1890 to 2300, some of them at midnight.
    private static func times() -> [Int64] {
        var random = SplitMix64(seed: 8)
        return (0..<2_000).map { _ in
            let time = random.number(-2_524_608_000_000...10_413_792_000_000)
            return random.chance(30) ? time - time % WindowShape.day : time
        }
    }

    @Test(arguments: shapes)
    func `windows follow each other, and next and previous are inverse`(shape: WindowShape) {
        for time in Self.times() {
            let start = shape.lastStart(containing: time)
            let (next, previous) = (shape.start(1, after: start), shape.previous(of: start))
            #expect(start <= time && time < shape.end(of: start), "\(time)")
            #expect(next > time)
            #expect(shape.start(-1, after: next) == start)
            #expect(shape.end(of: previous) == start)
            #expect(shape.lastStart(containing: start) == start)
            #expect(shape.lastStart(containing: next - 1) == start)
            #expect(shape.count(from: previous, to: start) >= 1)
            #expect(shape.start(shape.count(from: previous, to: next), after: previous) == next)
            #expect(shape.end(of: start) - start <= shape.longest)
        }
    }

    @Test(arguments: shapes)
    func `the first window that ends after a time holds it, the one before does not`(
        shape: WindowShape
    ) {
        for time in Self.times() {
            let first = shape.firstStart(endingAfter: time)
            #expect(first <= time && shape.end(of: first) > time, "\(time)")
            #expect(shape.end(of: shape.start(-1, after: first)) <= time)
        }
    }

    @Test(arguments: shapes)
    func `the panes of a window are its time, and whole`(shape: WindowShape) {
        for time in Self.times().prefix(200) {
            let start = shape.lastStart(containing: time)
            let panes = Array(shape.panes(of: start))
            #expect(panes.first == start)
            #expect((panes.last ?? 0) + shape.paneSize == shape.end(of: start))
            #expect(panes.allSatisfy { $0 % shape.paneSize == 0 })
            #expect(shape.isSinglePane == (panes.count == 1 && shape != .week))
        }
    }

    @Test func `weeks begin on Monday, months on their first day`() {
        let day = CivilMonth(year: 2026, month: 3).start + 28 * WindowShape.day
        // 2026-03-29 is a Sunday.
        #expect(WindowShape.week.lastStart(containing: day) == day - 6 * WindowShape.day)
        #expect(
            WindowShape.week.lastStart(containing: day + WindowShape.day) == day + WindowShape.day
        )
        let march = WindowShape.month.lastStart(containing: day)
        #expect(march == day - 28 * WindowShape.day)
        #expect(WindowShape.month.previous(of: march) == march - 28 * WindowShape.day)
        #expect(WindowShape.month.end(of: march) == march + 31 * WindowShape.day)
        let february = CivilMonth(year: 2028, month: 2).start
        #expect(WindowShape.month.end(of: february) - february == 29 * WindowShape.day)
    }

    @Test func `the shortest month is that of February, and months begin at no fixed distance`() {
        #expect(WindowShape.month.shortest == 28 * WindowShape.day)
        #expect(WindowShape.week.shortest == WindowShape.week.longest)
        for distance in [28, 30, 31, 365].map({ $0 * WindowShape.day }) {
            #expect(!WindowShape.month.begins(before: distance))
        }
        #expect(WindowShape.week.begins(before: 14 * WindowShape.day))
        #expect(!WindowShape.week.begins(before: 8 * WindowShape.day))
        #expect(WindowShape.sliding(size: 60_000, hop: 10_000).begins(before: 90_000))
        #expect(!WindowShape.tumbling(60_000).begins(before: 90_000))
    }

    @Test func `a month is what the calendar says, also long ago`() {
        // Days since 1970 of the first of some months, from other calculators.
        let known: [(Int64, Int64, Int64)] = [
            (1970, 1, 0), (1969, 12, -31), (2000, 2, 10_988), (2000, 3, 11_017), (2026, 1, 20_454),
            (1900, 3, -25_508), (1600, 1, -135_140), (0, 3, -719_468),
        ]
        for (year, month, day) in known {
            #expect(CivilMonth(year: year, month: month).firstDay == day, "\(year)-\(month)")
            let found = CivilMonth(containing: day * WindowShape.day)
            #expect(found == CivilMonth(year: year, month: month))
            #expect(CivilMonth(containing: day * WindowShape.day - 1).number == found.number - 1)
        }
    }

    @Test(
        arguments: [
            ("10s", 10_000, "10s", "10s"), ("7d", .tumbling(7 * WindowShape.day), "7d", "7d"),
            ("1w", .week, "1w", "1w"), ("1mo", .month, "1mo", "1mo"),
            ("1h by 5m", .sliding(size: 3_600_000, hop: 300_000), "1h", "5m"),
        ] as [(String, WindowShape, String, String)]
    )
    func `shapes as text`(text: String, shape: WindowShape, size: String, hop: String) {
        #expect(WindowShape(text: text) == shape)
        #expect(shape.text == text && shape.sizeText == size && shape.hopText == hop)
    }

    @Test(arguments: [
        "", "1", "0s", "2w", "1M", "1h by", "1h by 1h", "1h by 7m", "1h by 2h", "1h by 0s",
        "1d by 1m", "1mo by 1d", "1h 5m", "1h to 5m",
    ])
    func `what is no shape is none`(text: String) { #expect(WindowShape(text: text) == nil) }
}
