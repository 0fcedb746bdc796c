// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import Testing

@testable import HTTPAPI

struct CatalogueRouteTests {
    private let fixture: PublishedFixture
    private let route: CatalogueRoute

    init() throws {
        fixture = try PublishedFixture()
        route = CatalogueRoute(fixture.application(ManualClock(PublishedFixture.end)))
    }

    private func kpis() throws -> [String: [String: Any]] {
        let answer = try route.answer(HTTPRequest(path: "/api/v1/kpis"))
        let parsed = try JSONSerialization.jsonObject(with: Data(answer.body.bytes))
        let all = try #require(parsed as? [String: Any])
        #expect(all["every_ms"] as? Int == 1_000)
        #expect(all["zone"] as? String == "Europe/Rome")
        let kpis = try #require(all["kpis"] as? [[String: Any]])
        return Dictionary(uniqueKeysWithValues: kpis.map { ($0["id"] as? String ?? "", $0) })
    }

    @Test func `a KPI tells what it means, where it is computed and what it came to`() throws {
        let reading = PublishedFixture.reading(12, num: 12)
        fixture.store.publish(finals: [.init(series: fixture.visits, reading: reading)])
        let visits = try #require(try kpis()["web.visits"])
        #expect(visits["channel"] as? String == "web")
        #expect(visits["definition"] as? String == "ga4@1")
        #expect(visits["unit"] as? String == "count")
        #expect(visits["kind"] as? String == "value")
        #expect(visits["by"] as? [[String]] == [[], ["country"]])
        #expect(visits["target"] == nil)
        let windows = try #require(visits["windows"] as? [[String: Any]])
        #expect(windows.count == 1)
        #expect(windows[0]["size"] as? String == "1m")
        #expect(windows[0]["size_ms"] as? Int == 60_000)
        #expect(windows[0]["finality_ms"] as? Int ?? 0 > 0)
        let latest = try #require(visits["latest"] as? [[String: Any]])
        #expect(latest.count == 1)
        #expect(latest[0]["window"] as? String == "1m")
        #expect((latest[0]["final"] as? [String: Any])?["value"] as? Int == 12)
        #expect(latest[0]["live"] == nil)
    }

    @Test func `a list is called one, and a target shows its limits`() throws {
        var pages = KPISelection("web.top_pages", windows: [60_000])
        pages.target = nil
        var bounces = KPISelection("web.bounce_rate", windows: [60_000])
        var draft = TargetDraft(value: 0.4)
        (draft.warn, draft.breach) = ([0.5], [0.6])
        bounces.target = draft
        let plan = try PlanCompiler(selections: [pages, bounces]).compile()
        let store = SnapshotStore(plan: plan, seriesLimit: 10)
        let route = CatalogueRoute(
            PublishedFixture.application(store, ManualClock(PublishedFixture.end))
        )
        let answer = try route.answer(HTTPRequest(path: "/api/v1/kpis"))
        let text = String(decoding: answer.body.bytes, as: UTF8.self)
        #expect(text.contains(#""kind":"list""#))
        #expect(
            text.contains(
                #""target":{"value":0.4,"warn":0.5,"breach":0.6,"hold":2,"min_sample":30,"#
                    + #""direction":"lower"}"#
            )
        )
    }

    @Test func `parameters are refused`() {
        let request = HTTPRequest(path: "/api/v1/kpis", query: [("window", "1m")])
        #expect(throws: HTTPProblem.self) { try route.answer(request) }
    }
}
