// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Testing

@testable import HTTPAPI

struct HistoryRouteTests {
    private let fixture: PublishedFixture
    private let history: FinalHistory
    private let route: HistoryRoute

    init() throws {
        let fixture = try PublishedFixture()
        let plan = fixture.store.current.plan
        let history = FinalHistory(plan: plan, limitBytes: 1_000_000)
        let windows = (0..<10).map { PublishedFixture.end - 600_000 + $0 * 60_000 }
        var told: [(output: Int, number: UInt32, start: Int64)] = []
        for start in windows {
            told.append((fixture.visits, 0, start))
            told += [1, 2].map { (fixture.visitsByCountry, $0, start) }
        }
        history.stage(told.count) { index in
            let (output, number, start) = told[index]
            let n = Double(number + 1)
            let value = KPIValue(value: n, num: n, den: nil, n: n)
            return (output, number, HistoryPoint(start: start, value: value, isComplete: true))
        } name: { output, number in
            (output == fixture.visits ? [] : [("country", number == 1 ? "IT" : "a \"b\"")], false)
        }
        history.confirm()
        self.fixture = fixture
        self.history = history
        route = HistoryRoute(history: history, store: fixture.store)
    }

    private func answer(_ id: String, _ query: (String, String)...) throws -> [String: Any] {
        var request = HTTPRequest(
            path: "/api/v1/kpis/\(id)",
            query: query.map { (name: $0.0, value: $0.1) }
        )
        request.parameters = ["id": id]
        let body = try route.answer(request).body.bytes
        return try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
    }

    private func series(_ answer: [String: Any]) throws -> [[String: Any]] {
        try #require(answer["series"] as? [[String: Any]])
    }

    private func starts(_ series: [String: Any]) throws -> [Int64] {
        try #require(series["points"] as? [[String: Any]]).compactMap { $0["start"] as? Int64 }
    }

    @Test func `without parameters it is the total in the shortest windows`() throws {
        let answer = try answer("web.visits")
        #expect(answer["kpi"] as? String == "web.visits")
        #expect((answer["window"] as? [String: String])?["size"] == "1m")
        let series = try series(answer)
        #expect(series.count == 1)
        #expect(try starts(series[0]).count == 10)
    }

    @Test func `series are told apart, the largest first, and can be chosen`() throws {
        let both = try series(try answer("web.visits", ("by", "country")))
        #expect(
            both.compactMap { ($0["dims"] as? [String: String])?["country"] } == ["a \"b\"", "IT"]
        )
        let one = try series(try answer("web.visits", ("by", "country"), ("series", "1")))
        #expect(one.count == 1)
        let chosen = try answer("web.visits", ("by", "country"), ("dims.country", "IT"))
        #expect(
            try series(chosen).compactMap { ($0["dims"] as? [String: String])?["country"] } == [
                "IT"
            ]
        )
    }

    @Test func `time and number of points are bounded as asked for`() throws {
        let from = PublishedFixture.end - 300_000
        let to = PublishedFixture.end - 120_000
        let some = try answer("web.visits", ("from", "\(from)"), ("to", "\(to)"))
        #expect(try starts(try series(some)[0]) == [from, from + 60_000, from + 120_000])
        #expect(some["truncated"] as? Bool == false)
        let newest = try answer("web.visits", ("limit", "2"))
        #expect(try starts(try series(newest)[0]).last == PublishedFixture.end - 60_000)
        #expect(newest["truncated"] as? Bool == true)
    }

    @Test func `what runs now stands beside, unless an end is asked for`() throws {
        fixture.store.publish(
            live: [.init(series: fixture.visits, reading: PublishedFixture.reading(5, num: 5))]
        )
        let live = try series(try answer("web.visits"))[0]["live"] as? [String: Any]
        #expect(live?["value"] as? Double == 5 && live?["kind"] as? String == "early")
        let past = try series(try answer("web.visits", ("to", "\(PublishedFixture.end)")))[0]
        #expect(past["live"] == nil)
    }

    @Test(arguments: [
        ("web.unknown", "", "", 404), ("web.visits", "window", "7m", 404),
        ("web.visits", "window", "x", 400), ("web.visits", "by", "campaign", 404),
        ("web.visits", "limit", "0", 400), ("web.visits", "limit", "2001", 400),
        ("web.visits", "series", "201", 400), ("web.visits", "from", "yesterday", 400),
        ("web.visits", "colour", "red", 400),
    ])
    func `what cannot be answered is a problem`(
        id: String,
        name: String,
        value: String,
        status: Int
    ) {
        let problem = #expect(throws: HTTPProblem.self) {
            _ = name.isEmpty ? try answer(id) : try answer(id, (name, value))
        }
        #expect(problem?.status.rawValue == UInt32(status))
    }

    @Test func `an end before the beginning is a problem`() {
        #expect(throws: HTTPProblem.self) { try answer("web.visits", ("from", "10"), ("to", "9")) }
    }

    @Test func `it is packed for those who ask, as all answers are`() throws {
        var request = HTTPRequest(path: "/api/v1/kpis/web.visits", query: [("by", "country")])
        request.parameters = ["id": "web.visits"]
        request.acceptEncoding = "gzip"
        let answer = try route.answer(request)
        #expect(answer.coding == .gzip)
        #expect(answer.body.bytes.starts(with: [0x1F, 0x8B]))
    }
}
