// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures that list the most frequent values.
    static let topMeasures = """
          pages_listed:     { fold: top object, of: event.page_view, where: channel = web }
          referrers_listed: { fold: top referrer, of: event.page_view, where: channel = web }
          campaigns_listed: { fold: top campaign, of: event.page_view, where: channel = web }
          screens_listed:   { fold: top object, of: event.screen_view, where: channel = app }
          posts_listed:
            fold: top object
            of: [event.reaction, event.comment, event.share, event.save]
            where: channel = social
          links_listed:     { fold: top object, of: event.link_click, where: channel = social }
          email_links_listed:
            fold: top object
            of: event.message_clicked
            where: channel = email and subtype != unsubscribe

        """

    /// KPIs that list the most frequent values, from windows of a minute on.
    static let topKPIs =
        top("web.top_pages", "page_views@1", "pages_listed", "Pages viewed most often")
        + top(
            "web.top_referrers",
            "page_views@1",
            "referrers_listed",
            "Hosts from which pages were reached most often"
        )
        + top(
            "web.top_campaigns",
            "page_views@1",
            "campaigns_listed",
            "Campaigns whose links led to most page views"
        )
        + top("app.top_screens", "screen_views@1", "screens_listed", "Screens viewed most often")
        + top(
            "social.top_posts",
            "engagements@1",
            "posts_listed",
            "Posts with most reactions, comments, shares and saves"
        )
        + top("social.top_links", "link_clicks@1", "links_listed", "Links clicked most often")
        + top(
            "email.top_links",
            "all_clicks@1",
            "email_links_listed",
            "Links in messages clicked most often, repeated clicks included"
        )

    /// Measures of the pages at which sessions begin and end.
    static let sessionTopMeasures = """
          entries_listed: { fold: top entry, of: session_started, where: channel = web }
          exits_listed:   { fold: top exit, of: session_ended, where: channel = web }

        """

    /// KPIs of the pages at which sessions begin and end.
    static let sessionTopKPIs =
        top(
            "web.top_entry_pages",
            "first_page@1",
            "entries_listed",
            "Pages at which most visits began"
        )
        + top(
            "web.top_exit_pages",
            "last_page@1",
            "exits_listed",
            "Pages at which most visits ended",
            settle: "web_session"
        )

    /// A KPI that lists the ten most frequent values of a measure.
    private static func top(
        _ id: String,
        _ definition: String,
        _ measure: String,
        _ title: String,
        settle: String = "none"
    ) -> String {
        """
          - id: \(id)
            definition: \(definition)
            title: "\(title)"
            source: "Google Analytics and Matomo list them so; counts with bounds are ours"
            unit: count
            better: none
            basis: flow
            formula: top(\(measure))
            settle: \(settle)
            windows: from 1m
            limit: 10

        """
    }
}
