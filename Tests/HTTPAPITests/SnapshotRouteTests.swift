// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import TestSupport
import Testing

@testable import HTTPAPI

struct SnapshotRouteTests {
    private let fixture: PublishedFixture
    private let route: SnapshotRoute
    private let clock = ManualClock(PublishedFixture.end)

    init() throws {
        fixture = try PublishedFixture()
        route = SnapshotRoute(fixture.application(clock))
    }

    private func json(_ query: (String, String?)...) throws -> [String: Any] {
        try object(of: try answer(query))
    }

    private func answer(_ query: [(String, String?)]) throws -> HTTPResponse {
        try route.answer(HTTPRequest(path: "/api/v1/snapshot", query: query.map { ($0.0, $0.1) }))
    }

    private func object(of answer: HTTPResponse) throws -> [String: Any] {
        let parsed = try JSONSerialization.jsonObject(with: Data(answer.body.bytes))
        return try #require(parsed as? [String: Any])
    }

    private func publish() throws {
        let italy = try #require(fixture.register(country: "I\"T"))
        var later = PublishedFixture.reading(0.25, num: 1, den: 4)
        later.start += 60_000
        later.end += 60_000
        fixture.store.publish(
            live: [.init(series: fixture.bounceRate, reading: later)],
            finals: [
                .init(
                    series: fixture.bounceRate,
                    reading: PublishedFixture.reading(0.5, num: 2, den: 4)
                ),
                .init(series: italy, reading: PublishedFixture.reading(3, num: 3)),
            ],
            status: PublishedFixture.status
        )
    }

    @Test func `what has a value is shown with its final and its later early value`() throws {
        try publish()
        let all = try json()
        #expect(all["application"] as? String == "shop")
        #expect(all["sequence"] as? Int == 1)
        #expect(all["watermark"] as? Int64 == PublishedFixture.end + 1_500)
        #expect(all["now"] as? Int64 == clock.now)
        #expect(all["generation"] is NSNull)
        let series = try #require(all["series"] as? [[String: Any]])
        #expect(series.map { $0["kpi"] as? String } == ["web.bounce_rate", "web.visits"])
        let final = try #require(series[0]["final"] as? [String: Any])
        #expect(final["value"] as? Double == 0.5)
        #expect(final["kind"] as? String == "final")
        #expect((series[0]["live"] as? [String: Any])?["kind"] as? String == "early")
        #expect(series[1]["live"] == nil)
        #expect(series[1]["dims"] as? [String: String] == ["country": "I\"T"])
        #expect(series[1]["overflow"] as? Bool == false)
        #expect(series[1]["window"] as? [String: String] == ["size": "1m", "hop": "1m"])
    }

    @Test func `an early value of a window that is final is left out`() throws {
        let reading = PublishedFixture.reading(0.5, num: 2, den: 4)
        let bounces = fixture.bounceRate
        fixture.store.publish(live: [.init(series: bounces, reading: reading)])
        let before = try #require(try json()["series"] as? [[String: Any]])
        #expect(before[0]["live"] != nil)
        fixture.store.publish(finals: [.init(series: bounces, reading: reading)])
        let after = try #require(try json()["series"] as? [[String: Any]])
        #expect(after[0]["live"] == nil && after[0]["final"] != nil)
    }

    @Test(arguments: [
        ([("kpi", "web.visits")], 1), ([("kpi", "web.visits,web.bounce_rate")], 2),
        ([("window", "1m")], 2), ([("by", "country")], 1), ([("by", "")], 1),
        ([("kpi", "web.bounce_rate"), ("by", "country")], 0),
    ])
    func `filters choose`(query: [(String, String)], count: Int) throws {
        try publish()
        let found = try object(of: try answer(query.map { ($0.0, $0.1) }))
        #expect((found["series"] as? [Any])?.count == count)
    }

    @Test(arguments: [
        ("kpi", "web.visit", HTTPResponse.Status.notFound), ("kpi", "", .notFound),
        ("kpi", ",", .badRequest), ("window", "2m", .notFound), ("window", "x", .notFound),
        ("by", "campaign", .notFound), ("by", "country,country", .notFound),
        ("kpis", "web.visits", .badRequest),
    ])
    func `filters that mean nothing are refused`(
        name: String,
        value: String,
        status: HTTPResponse.Status
    ) throws {
        let problem = #expect(throws: HTTPProblem.self) { try answer([(name, value)]) }
        #expect(problem?.status == status)
    }

    @Test func `the tag changes with each publication and only then`() throws {
        try publish()
        let first = try answer([]).version
        clock.now += 5_000
        #expect(try answer([]).version == first)
        fixture.store.publish()
        #expect(try answer([]).version != first)
    }

    @Test func `the answer is packed where the client likes it`() throws {
        for number in 0..<50 {
            let series = try #require(fixture.register(country: "\(number)"))
            fixture.store.publish(
                finals: [.init(series: series, reading: PublishedFixture.reading(1, num: 1))]
            )
        }
        var request = HTTPRequest(path: "/api/v1/snapshot")
        let plain = try route.answer(request).body.bytes
        request.acceptEncoding = "zstd"
        let packed = try route.answer(request)
        #expect(packed.coding == .zstd)
        #expect(try Opening.zstd(packed.body.bytes, count: plain.count) == plain)
    }
}
