// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Testing

@testable import HTTPAPI

/// A source of streams over a store, and what comes of it.
struct StreamBench {
    let fixture: PublishedFixture
    let source: StreamSource
    let streams = StreamCounts(limit: 2)
    let clock = ManualClock(PublishedFixture.end)
    let monotonic = ManualClock(0)

    init() throws {
        fixture = try PublishedFixture()
        let application = fixture.application(clock)
        let status = StatusRoute(application, streams: streams, seriesLimit: 10)
        let monotonic = monotonic
        source = StreamSource(application, status: status, streams: streams) { monotonic.now }
    }

    /// What comes, in order, until nothing does.
    func events(of stream: EventStream) -> [String] {
        var events: [String] = []
        while let body = stream.next() {
            events += String(decoding: body.bytes, as: UTF8.self).split(separator: "\n\n")
                .map(String.init)
        }
        return events
    }

    func stream(
        _ query: [(name: String, value: String?)] = [],
        after id: String = ""
    ) throws -> EventStream {
        var request = HTTPRequest(path: "/api/v1/stream", query: query)
        request.lastEventID = id
        let response = try StreamRoute(source).answer(request)
        #expect(response.contentType == "text/event-stream")
        return try #require(response.stream as? EventStream)
    }

    func publish(_ series: Int, _ value: Double) {
        let reading = PublishedFixture.reading(value, num: value)
        fixture.store.publish(finals: [.init(series: series, reading: reading)])
    }

    func data(_ event: String) throws -> [String: Any] {
        let line = try #require(event.split(separator: "\n").first { $0.hasPrefix("data: ") })
        let parsed = try JSONSerialization.jsonObject(with: Data(line.dropFirst(6).utf8))
        return try #require(parsed as? [String: Any])
    }
}
