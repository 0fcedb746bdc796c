// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct CatalogueTests {
    private let kpis = Catalogue.kpis()
    private static let ids = [
        "web.visits", "web.visitors", "web.pageviews", "web.current_visitors", "web.bounce_rate",
        "web.bounce_rate_single_page", "web.bounce_rate_plausible", "web.bounce_rate_posthog",
        "web.avg_session_duration", "web.avg_session_duration_without_zeros",
        "web.session_duration_median", "web.session_duration_p95", "web.permanence_rate",
        "web.engaged_time", "web.traffic_growth", "web.visitor_growth",
        "web.traffic_growth_weekly", "web.conversion_rate", "web.user_conversion_rate",
        "web.key_events_per_session", "web.views_per_session", "web.interactions",
        "web.interactions_per_visit", "web.interactions_per_session", "web.search_position",
        "web.search_rank", "web.top_pages", "web.top_referrers", "web.top_campaigns",
        "web.top_entry_pages", "web.top_exit_pages",
        "email.delivery_rate", "email.delivery_rate_unconfirmed", "email.open_rate", "email.ctr",
        "email.ctor", "email.unsubscribe_rate", "email.unsubscribe_rate_per_open",
        "email.bounce_rate", "email.hard_bounce_rate", "email.soft_bounce_rate",
        "email.complaint_rate", "email.open_rate_1h", "email.ctr_1h", "email.bot_clicked_share",
        "email.open_rate_flow", "email.ctr_flow", "email.ctr_with_unsubscribes",
        "email.ctr_total", "email.open_rate_raw", "email.open_rate_corrected",
        "email.machine_open_share", "email.bot_click_share", "email.bounce_rate_flow",
        "email.hard_bounce_rate_flow", "email.soft_bounce_rate_flow", "email.complaint_rate_flow",
        "email.unsubscribes", "email.resubscribes", "email.complaints", "email.top_links",
        "app.installs", "app.downloads", "app.reinstalls", "app.uninstalls", "app.uninstall_rate",
        "app.install_active_ratio", "app.install_active_ratio_inverse",
        "app.install_active_ratio_30d", "app.active_users", "app.active_users_engaged",
        "app.active_users_7d", "app.active_users_28d", "app.stickiness", "app.user_loss",
        "app.user_loss_1d", "app.user_loss_28d", "app.screens_per_session",
        "app.screens_per_session_raw", "app.campaign_response_rate", "app.sms_response_rate",
        "app.retention_d1", "app.retention_d7", "app.retention_d30", "app.retention_d1_rolling",
        "app.retention_d7_rolling", "app.retention_d30_rolling", "app.retention_week2",
        "app.retention_d7_unbounded", "app.top_screens",
        "social.reach", "social.impressions", "social.fans", "social.audience_change",
        "social.audience_growth", "social.engagements", "social.engagement_rate",
        "social.engagement_rate_impressions", "social.engagement_rate_followers",
        "social.reactions", "social.comments", "social.shares", "social.saves",
        "social.link_clicks", "social.traffic_share", "social.outbound_rate",
        "social.organic_share", "social.mentions", "social.mention_authors",
        "social.messages_received", "social.messages_started", "social.messages_started_7d",
        "social.top_posts", "social.top_links",
        "cx.nps", "cx.nps_7", "cx.nps_5", "cx.csat", "cx.csat_pct_of_max", "cx.csat_net",
        "cx.csi", "cx.csi_100", "cx.ces", "cx.ces_easy_share", "cx.ces_net", "cx.ces_5",
        "cx.dimension", "cx.answers", "cx.response_rate", "cx.sentiment_net",
        "cx.sentiment_net_without_neutral", "cx.sentiment_mean", "cx.sentiment_positive",
        "cx.sentiment_neutral", "cx.sentiment_negative", "cx.relationship",
        "cx.relationship_median", "cx.relationship_p90",
        "rep.reviews", "rep.rating", "rep.low_share", "rep.rank",
        "event.participants", "event.participants_online", "event.participants_offline",
        "event.participation_rate",
        "mkt.leads", "mkt.leads_new", "mkt.orders", "mkt.revenue", "mkt.order_value", "mkt.cost",
        "mkt.cpl", "mkt.revenue_attributed", "mkt.roi", "mkt.roas", "mkt.clv",
        "journey.visibility", "journey.contact", "journey.experience", "journey.trust",
        "journey.visibility_to_contact", "journey.contact_to_experience",
        "journey.experience_to_trust",
    ]

    /// KPIs of which neither more nor less is better.
    private static let neutral = ids.filter { $0.contains(".top_") } + ["cx.sentiment_neutral"]

    @Test func `the catalogue holds these KPIs`() {
        #expect(Set(kpis.map(\.id)) == Set(Self.ids))
        #expect(kpis.count == Self.ids.count)
    }

    @Test func `every KPI says what it is`() {
        for kpi in kpis {
            #expect(!kpi.title.isEmpty && !kpi.source.isEmpty, "\(kpi.id)")
            #expect(kpi.definition.contains(/^[a-z0-9_]+@[1-9]$/), "\(kpi.id)")
            #expect((kpi.better == .none) == Self.neutral.contains(kpi.id), "\(kpi.id)")
        }
    }

    @Test func `parameters that differ are part of the definitions that depend on them`() {
        var parameters = Catalogue.Parameters()
        parameters.engagedAfter = 15_000
        #expect(
            changed(parameters) == [
                "web.bounce_rate ga4@1;engaged_after=15s",
                "web.bounce_rate_posthog posthog@1;engaged_after=15s",
                "web.permanence_rate visible_time@1;engaged_after=15s",
            ]
        )
        parameters = Catalogue.Parameters()
        parameters.attribution = 3 * 86_400_000
        #expect(
            changed(parameters) == [
                "email.open_rate human_per_delivered@1;attribution=3d",
                "email.ctr human_per_delivered@3;attribution=3d",
                "email.ctor click_implies_open@3;attribution=3d",
                "email.unsubscribe_rate per_delivered@1;attribution=3d",
                "email.unsubscribe_rate_per_open per_opened@2;attribution=3d",
                "email.complaint_rate per_delivered@1;attribution=3d",
                "email.bot_clicked_share by_pace@3;attribution=3d",
            ]
        )
        parameters = Catalogue.Parameters()
        parameters.appTimeout = 600_000
        #expect(
            changed(parameters) == [
                "app.screens_per_session collapsed@1;app_timeout=10m",
                "app.screens_per_session_raw each_view_flow@1;app_timeout=10m",
            ]
        )
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
        let additive = Set(kpis.filter(\.numIsAdditive).map(\.id))
        let others = [
            "web.visitors", "web.current_visitors", "web.traffic_growth", "web.search_rank",
            "web.session_duration_p95", "web.user_conversion_rate", "email.open_rate_raw",
            "app.active_users", "app.active_users_28d", "app.stickiness", "app.user_loss",
            "app.install_active_ratio", "social.reach", "social.fans", "social.mention_authors",
            "cx.relationship_p90", "event.participation_rate", "journey.contact", "rep.rank",
        ]
        #expect(additive.isDisjoint(with: others))
        let sums = [
            "web.visits", "web.pageviews", "web.bounce_rate_plausible", "web.engaged_time",
            "email.ctr_1h", "email.bounce_rate", "app.installs", "app.retention_d30",
            "social.impressions", "cx.nps", "cx.csi", "cx.response_rate", "mkt.leads_new",
            "mkt.roas", "journey.visibility_to_contact", "web.top_pages",
        ]
        #expect(additive.isSuperset(of: sums))
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
