// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct CatalogueTests {
    private let kpis = Catalogue.kpis()
    private static let ids = [
        "web.visits",
        "web.visitors",
        "web.pageviews",
        "web.current_visitors",
        "web.bounce_rate",
        "web.avg_session_duration",
        "web.conversion_rate",
        "web.views_per_session",
        "web.interactions",
        "web.interactions_per_visit",
        "web.engaged_time",
        "email.delivery_rate",
        "email.open_rate",
        "email.ctr",
        "email.ctor",
        "email.unsubscribe_rate",
        "email.open_rate_raw",
        "email.machine_open_share",
        "email.bot_click_share",
        "email.bounce_rate",
        "email.hard_bounce_rate",
        "email.soft_bounce_rate",
        "email.unsubscribes",
        "email.resubscribes",
        "email.complaints",
        "email.complaint_rate",
        "app.installs",
        "app.active_users",
        "app.retention_d1",
        "app.screens_per_session",
        "app.downloads",
        "app.reinstalls",
        "app.uninstalls",
        "app.uninstall_rate",
        "social.reach",
        "social.impressions",
        "social.engagements",
        "social.engagement_rate",
        "social.reactions",
        "social.comments",
        "social.shares",
        "social.saves",
        "social.link_clicks",
        "social.audience_change",
        "social.engagement_rate_impressions",
        "social.organic_share",
        "social.mentions",
        "social.mention_authors",
        "social.messages_received",
        "cx.sentiment_net",
        "cx.sentiment_positive",
        "cx.sentiment_neutral",
        "cx.sentiment_negative",
        "cx.nps",
        "cx.csat",
        "cx.csi",
        "cx.ces",
        "cx.ces_easy_share",
        "cx.answers",
        "cx.response_rate",
        "rep.reviews",
        "rep.rating",
        "rep.low_share",
        "event.participants",
        "event.participants_online",
        "event.participants_offline",
        "event.participation_rate",
        "mkt.leads",
        "mkt.leads_new",
        "mkt.orders",
        "mkt.revenue",
        "mkt.order_value",
        "mkt.cost",
        "mkt.cpl",
        "mkt.roi",
        "mkt.roas",
        "web.top_pages",
        "web.top_referrers",
        "web.top_campaigns",
        "app.top_screens",
        "social.top_posts",
        "social.top_links",
        "email.top_links",
    ]

    /// KPIs of which neither more nor less is better.
    private static let neutral = ids.filter { $0.contains(".top_") } + ["cx.sentiment_neutral"]

    @Test func `the catalogue holds these KPIs`() {
        #expect(kpis.map(\.id) == Self.ids)
    }

    @Test func `every KPI says what it is`() {
        for kpi in kpis {
            #expect(!kpi.title.isEmpty && !kpi.source.isEmpty, "\(kpi.id)")
            #expect(kpi.definition.hasSuffix("@1"), "\(kpi.id)")
            #expect((kpi.better == .none) == Self.neutral.contains(kpi.id), "\(kpi.id)")
        }
    }

    @Test func `parameters that differ are part of the definitions that depend on them`() {
        var parameters = Catalogue.Parameters()
        parameters.engagedAfter = 15_000
        #expect(changed(parameters) == ["web.bounce_rate ga4@1;engaged_after=15s"])
        parameters = Catalogue.Parameters()
        parameters.attribution = 3 * 86_400_000
        #expect(
            changed(parameters) == [
                "email.open_rate human_per_delivered@1;attribution=3d",
                "email.ctr human_per_delivered@1;attribution=3d",
                "email.ctor click_implies_open@1;attribution=3d",
                "email.unsubscribe_rate per_delivered@1;attribution=3d",
            ]
        )
        parameters = Catalogue.Parameters()
        parameters.appTimeout = 600_000
        #expect(changed(parameters) == ["app.screens_per_session collapsed@1;app_timeout=10m"])
    }

    @Test func `several parameters stand in a fixed order`() {
        var parameters = Catalogue.Parameters()
        parameters.cap = 12 * 3_600_000
        parameters.engagedAfter = 1_500
        parameters.sessionTimeout = 3_600_000
        let bounce = Catalogue.kpis(parameters: parameters).first { $0.id == "web.bounce_rate" }
        #expect(bounce?.definition == "ga4@1;engaged_after=1500ms;timeout=1h;cap=12h")
    }

    @Test func `how far back a window must be seen is told by kind`() throws {
        func days(_ id: String) throws -> Int64 {
            try #require(kpis.first { $0.id == id }).lookBack / 86_400_000
        }
        #expect(try days("email.open_rate") == 7)
        #expect(try days("email.delivery_rate") == 7)
        #expect(try days("app.active_users") == 28)
        #expect(try days("app.retention_d1") == 30)
        #expect(try days("app.installs") == 30)
        #expect(try days("web.bounce_rate") == 0)
        #expect(try days("social.reach") == 0)
    }

    @Test func `persons do not add up, events do`() throws {
        let additive = kpis.filter(\.numIsAdditive).map(\.id)
        let notAdditive = [
            "web.visitors", "web.current_visitors", "email.open_rate_raw", "email.bounce_rate",
            "email.hard_bounce_rate", "email.soft_bounce_rate", "email.complaint_rate",
            "app.active_users", "social.reach", "social.mention_authors", "cx.response_rate",
            "event.participants", "event.participants_online", "event.participants_offline",
            "event.participation_rate", "mkt.leads_new",
        ]
        #expect(Set(kpis.map(\.id)).subtracting(additive) == Set(notAdditive))
        let rate = try #require(kpis.first { $0.id == "social.engagement_rate" })
        #expect(rate.numIsAdditive && !rate.denIsAdditive)
        let visits = try #require(kpis.first { $0.id == "web.visits" })
        #expect(visits.numIsAdditive && !visits.denIsAdditive)
        let bounce = try #require(kpis.first { $0.id == "web.bounce_rate" })
        #expect(bounce.numIsAdditive && bounce.denIsAdditive)
    }

    @Test func `settle times are those of their kind`() {
        let parameters = Catalogue.Parameters()
        let settled = Dictionary(
            uniqueKeysWithValues: kpis.map { ($0.id, $0.settle.duration(parameters) / 60_000) }
        )
        #expect(settled["web.visits"] == 0)
        #expect(settled["web.bounce_rate"] == 30)
        #expect(settled["app.screens_per_session"] == 5)
        #expect(settled["email.delivery_rate"] == 4_320)
        #expect(settled["email.ctor"] == 10_080)
        #expect(settled["app.retention_d1"] == 1_440)
    }

    private func changed(_ parameters: Catalogue.Parameters) -> [String] {
        zip(kpis, Catalogue.kpis(parameters: parameters)).filter { $0.definition != $1.definition }
            .map { "\($1.id) \($1.definition)" }
    }
}
