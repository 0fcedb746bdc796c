// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Testing

@testable import HTTPAPI

struct StatusRouteTests {
    private let clock = ManualClock(PublishedFixture.end)

    private func text(_ status: PublishedStatus) throws -> String {
        let fixture = try PublishedFixture(seriesLimit: 2)
        _ = fixture.register(country: "one too many")
        fixture.store.publish(status: status)
        let streams = StreamCounts(limit: 7)
        streams.begin()
        streams.drop()
        let route = StatusRoute(fixture.application(clock), streams: streams, seriesLimit: 2)
        let answer = try route.answer(HTTPRequest(path: "/api/v1/status"))
        #expect(answer.version == nil)
        return String(decoding: answer.body.bytes, as: UTF8.self)
    }

    @Test func `every number of the status is told`() throws {
        let text = try text(PublishedFixture.status)
        let parts = [
            #"{"application":"shop","version":"1.2.3","role":"leader","live":true,"ready":false,"#,
            #""watermark":1750000001500,"#,
            #"{"topic":"we\"b","records":{"decoded":110,"empty":1},"events":{"counted":112,"#
                + #""late":2},"rejected":{"bad_json":3}}"#,
            #"{"topic":"web","partition":0,"watermark":1750000001500,"lag":7,"idle":false,"#
                + #""lost_records":3},{"topic":"web","partition":1,"watermark":null,"lag":null,"#
                + #""idle":true,"lost_records":0}"#,
            #""rings":[{"name":"ingest","fill":0.25}]"#,
            #"{"name":"sessions","entries":5,"limit":100,"refused":8},"#
                + #"{"name":"series","entries":6,"limit":200}"#,
            #""receivers":[{"name":"webhook/h:1","requests":{"accepted":21},"waiting":22,"limit":50,"#
                + #""dropped":23,"trouble":"it answers with status 500"}]"#,
            #""overflow":{"country":4}"#, #""commits":{"committed":9}"#,
            #""commit_seconds":{"p50":0.1,"p99":0.1,"count":1}"#,
            #""event_to_snapshot_seconds":{"p50":5,"p99":5,"count":2}"#,
            #""conservation_violations":0"#,
            #""http":{"series":2,"series_limit":2,"dropped_series":1,"streams":1,"#
                + #""streams_limit":7,"streams_dropped":1}"#,
            #""rejections":[{"topic":"we\"b","partition":2,"offset":41,"index":1,"#
                + #""reason":"bad_json","error":"The event is not well-formed JSON.","#
                + #""time":1749999999000,"count":3}]"#,
        ]
        for part in parts { #expect(text.contains(part), "\(part) in \(text)") }
    }

    @Test func `a status of nothing is whole, too`() throws {
        let text = try text(PublishedStatus())
        let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let status = try #require(parsed as? [String: Any])
        #expect(status["role"] as? String == "starting")
        #expect(status["watermark_age_ms"] is NSNull)
        #expect((status["rejections"] as? [Any])?.isEmpty == true)
    }
}
