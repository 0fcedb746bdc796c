// SPDX-License-Identifier: Apache-2.0

import KPIs
import Testing

@testable import HTTPAPI

struct JSONWriterSeriesTests {
    private func text(_ number: Int, _ store: SnapshotStore) -> String {
        var json = JSONWriter()
        json.value(series: number, of: store.current)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func `the series of what found no place says so`() throws {
        let fixture = try PublishedFixture()
        let number = try #require(
            fixture.store.register(
                output: fixture.visitsByCountry,
                dimensions: [("country", nil)],
                isOverflow: true
            )
        )
        #expect(
            text(number, fixture.store)
                == #"{"kpi":"web.visits","definition":"ga4@1","window":{"size":"1m","hop":"1m"},"#
                + #""dims":{"country":"other"},"overflow":true}"#
        )
    }

    @Test func `lists go with the values that they belong to`() throws {
        let fixture = try PublishedFixture()
        var later = PublishedFixture.reading(2, num: 2)
        later.start += 60_000
        fixture.store.publish(
            live: [
                .init(
                    series: fixture.visits,
                    reading: later,
                    top: [.init(value: "/live", count: 1, low: 1)]
                )
            ],
            finals: [
                .init(
                    series: fixture.visits,
                    reading: PublishedFixture.reading(3, num: 3),
                    top: [.init(value: "/final", count: 1, low: 1)]
                )
            ]
        )
        let parts = text(fixture.visits, fixture.store).split(separator: #","live":"#)
        #expect(parts.count == 2)
        #expect(parts[0].contains("/final") && !parts[0].contains("/live"))
        #expect(parts[1].contains("/live") && !parts[1].contains("/final"))
    }

    @Test func `a revision is called one`() throws {
        let fixture = try PublishedFixture()
        var reading = PublishedFixture.reading(3, num: 3)
        reading.revision = 2
        fixture.store.publish(finals: [.init(series: fixture.visits, reading: reading)])
        #expect(text(fixture.visits, fixture.store).contains(#""kind":"revision","revision":2,"#))
    }
}
