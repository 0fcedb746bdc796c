// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KPIs

struct CatalogueTextTests {
    @Test(arguments: [
        ("web.visits", "count(session_started: channel = web)"),
        ("web.visitors", "distinct(person of web_active: channel = web)"),
        (
            "web.bounce_rate",
            "(count(session_started: channel = web) - count(session_engaged: channel = web)) / count(session_started: channel = web)"
        ),
        (
            "web.avg_session_duration",
            "sum(duration of session_ended: channel = web) / count(session_ended: channel = web)"
        ),
        (
            "web.conversion_rate",
            "count(session_ended: channel = web and converted) / count(session_ended: channel = web)"
        ),
        (
            "app.retention_d1",
            "count(person_returned: channel = app and day = 1) / count(person_first_seen: channel = app)"
        ),
        (
            "social.reach",
            "distinct(person of content_seen: channel = social) + sum(change of totals_changed: channel = social and metric = reach)"
        ),
    ])
    func `formulas are told with their measures`(_ id: String, _ text: String) throws {
        let kpi = try #require(Catalogue.kpis().first { $0.id == id })
        #expect(kpi.formula.text == text)
    }

    @Test func `the fall-back of a denominator is told`() throws {
        let kpi = try #require(Catalogue.kpis().first { $0.id == "social.engagement_rate" })
        #expect(
            kpi.formula.text.hasSuffix(
                " / ((distinct(person of content_seen: channel = social) + sum(change of "
                    + "totals_changed: channel = social and metric = reach)) else "
                    + "(count(content_shown: channel = social) + sum(change of totals_changed: "
                    + "channel = social and metric = impressions)))"
            )
        )
    }

    @Test func `the table has a paragraph for each KPI`() {
        let kpis = Array(Catalogue.kpis().prefix(2))
        let text = CatalogueText.table(kpis)
        #expect(
            text == """
                web.visits  ga4@1      count, flow
                    Sessions that began on the website
                    = count(session_started: channel = web)
                    source: Google Analytics 4: sessions, \
                https://support.google.com/analytics/answer/12798876
                    elsewhere: \(kpis[0].market)

                web.visitors  actor@1  count, flow
                    Different persons on the website, as known at the time of each event
                    = distinct(person of web_active: channel = web)
                    source: Google Analytics 4: the user if known, else the device
                    elsewhere: \(kpis[1].market)

                """
        )
        #expect(!CatalogueText.table([Catalogue.kpis()[2]]).contains("elsewhere"))
    }

    @Test func `JSON has an object for each KPI`() {
        let text = CatalogueText.json([Catalogue.kpis()[2]])
        #expect(
            text == #"""
                [{"id":"web.pageviews","definition":"ga4@1",\#
                "title":"Pages viewed on the website, repeated views included","unit":"count",\#
                "better":"higher","basis":"flow","formula":"count(page_viewed: channel = web)",\#
                "source":"Google Analytics 4: views","market":""}]

                """#
        )
        #expect(CatalogueText.json([]) == "[]\n")
    }
}
