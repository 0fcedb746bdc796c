// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// More KPIs of the website: growth, conversion, interactions, search.
    static let webVisitsKPIs = """
          - id: web.engaged_time
            definition: per_session@1
            parameters: [timeout, cap]
            title: "Mean time that pages were visible in the sessions that ended in the window"
            source: "Google Analytics 4: average engagement time per session"
            market: "Snowplow counts ten-second slots with a ping; Plausible sends the time \
        when a page is left"
            unit: seconds
            better: higher
            basis: cohort
            formula: mean(visible_time)
            settle: web_session
          - id: web.traffic_growth
            definition: visits_previous@1
            parameters: [timeout, cap]
            title: "Change of the visits against the window before"
            source: "Visits against the previous period of equal length"
            market: "PostHog and Google Analytics compare with the previous period, too"
            unit: ratio
            better: higher
            basis: flow
            formula: growth(sessions_started)
          - id: web.visitor_growth
            definition: visitors_previous@1
            title: "Change of the visitors against the window before"
            source: "Visitors against the previous period of equal length"
            unit: ratio
            better: higher
            basis: flow
            formula: growth(web_persons)
          - id: web.traffic_growth_weekly
            definition: visits_week@1
            parameters: [timeout, cap]
            title: "Change of the visits against the same window a week before"
            source: "Visits week over week"
            unit: ratio
            better: higher
            basis: flow
            formula: growth(sessions_started, 7d)
            look_back: 7d
            windows: [1h, 1d]
          - id: web.conversion_rate
            definition: ga4_session@1
            parameters: [timeout, cap]
            title: "Share of the sessions that ended in the window with at least one key event"
            source: "Google Analytics 4: session key event rate"
            market: "Plausible divides by visitors, Braze by recipients; a measure of your own \
        with `goal = signup` counts one goal"
            unit: ratio
            better: higher
            basis: cohort
            formula: sessions_converted / sessions_ended
            settle: web_session
          - id: web.user_conversion_rate
            definition: ga4_user@1
            title: "Different persons with a key event in the window, per visitor"
            source: "Google Analytics 4: user key event rate"
            unit: ratio
            better: higher
            basis: flow
            formula: web_converted_persons / web_persons
          - id: web.key_events_per_session
            definition: per_started_flow@1
            parameters: [timeout, cap]
            title: "Key events in the window for each session that began in it"
            source: "Google Analytics 4: key events per session"
            unit: count
            better: higher
            basis: flow
            formula: web_key_events / sessions_started
          - id: web.views_per_session
            definition: ga4@1
            parameters: [timeout, cap]
            title: "Pages viewed for each session that ended in the window"
            source: "Plausible: views per visit, https://plausible.io/docs/metrics-definitions"
            unit: count
            better: higher
            basis: cohort
            formula: web_pages / sessions_ended
            settle: web_session
          - id: web.interactions
            definition: each_event@1
            title: "Clicks, forms, videos and other interactions on the website"
            source: "Google Analytics 4: events"
            unit: count
            better: higher
            basis: flow
            formula: web_interactions
          - id: web.interactions_per_visit
            definition: per_started_flow@1
            parameters: [timeout, cap]
            title: "Interactions in the window for each session that began in it"
            source: "Google Analytics 4: events per session"
            unit: count
            better: higher
            basis: flow
            formula: web_interactions / sessions_started
          - id: web.interactions_per_session
            definition: per_ended@1
            parameters: [timeout, cap]
            title: "Interactions for each session that ended in the window"
            source: "Google Analytics 4: events per session, of whole sessions"
            unit: count
            better: higher
            basis: cohort
            formula: session_interactions / sessions_ended
            settle: web_session
          - id: web.search_position
            definition: weighted@1
            title: "Mean position in search results, weighted by how often it was shown"
            source: "Google Search Console: average position; fed by its records"
            unit: score
            better: lower
            basis: flow
            formula: searches_ranked / searches_shown
          - id: web.search_rank
            definition: last@1
            title: "Last position in search results that was told"
            source: "Rank trackers: the last reading; group it by keyword"
            unit: score
            better: lower
            basis: flow
            formula: search_rank_last

        """
}
