// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of the website.
    static let webMeasures = """
          web_views:        { fold: count, of: page_viewed, where: channel = web }
          web_persons:      { fold: distinct person, of: web_active, where: channel = web }
          sessions_started: { fold: count, of: session_started, where: channel = web }
          sessions_engaged: { fold: count, of: session_engaged, where: channel = web }
          sessions_bounced: { fold: count, of: session_bounced, where: channel = web }
          sessions_ended:   { fold: count, of: session_ended, where: channel = web }
          sessions_converted: { fold: count, of: session_ended, where: channel = web and converted }
          session_time:     { fold: sum duration, of: session_ended, where: channel = web }
          sessions_not_engaged: sessions_started - sessions_engaged
          web_pages: { fold: sum views, of: session_ended, where: channel = web }
          web_interactions: { fold: count, of: event.interaction, where: channel = web }
          web_visible_time: { fold: sum duration, of: event.engagement, where: channel = web }

        """

    /// KPIs of the website.
    static let webKPIs = """
          - id: web.visits
            definition: ga4@1
            parameters: [timeout, cap]
            title: "Sessions that began on the website"
            source: "Google Analytics 4: sessions, \
        https://support.google.com/analytics/answer/12798876"
            unit: count
            better: higher
            basis: flow
            formula: sessions_started
          - id: web.visitors
            definition: actor@1
            title: "Different persons on the website, as known at the time of each event"
            source: "Google Analytics 4: the user if known, else the device"
            unit: count
            better: higher
            basis: flow
            formula: web_persons
          - id: web.pageviews
            definition: ga4@1
            title: "Pages viewed on the website, repeated views included"
            source: "Google Analytics 4: views"
            unit: count
            better: higher
            basis: flow
            formula: web_views
          - id: web.current_visitors
            definition: plausible@1
            title: "Different persons on the website within the last five minutes"
            source: "Plausible: current visitors, https://plausible.io/docs/metrics-definitions"
            unit: count
            better: higher
            basis: flow
            formula: web_persons
            windows: 5m by 10s
          - id: web.bounce_rate
            definition: ga4@1
            parameters: [engaged_after, timeout, cap]
            title: "Share of the sessions that began in the window and never became engaged"
            source: "Google Analytics 4: 1 - engagement rate, \
        https://support.google.com/analytics/answer/12798876"
            unit: ratio
            better: lower
            basis: cohort
            formula: sessions_not_engaged / sessions_started
            settle: web_session
            open: sessions_not_engaged - sessions_bounced
            open_moves: numerator_down
          - id: web.avg_session_duration
            definition: ga4@1
            parameters: [timeout, cap]
            title: "Mean time from first to last event of the sessions that ended in the window"
            source: "Google Analytics 4: first to last event, sessions of one event count as 0"
            unit: seconds
            better: higher
            basis: cohort
            formula: mean(session_time)
            settle: web_session
          - id: web.conversion_rate
            definition: ga4_session@1
            parameters: [timeout, cap]
            title: "Share of the sessions that ended in the window with at least one key event"
            source: "Google Analytics 4: session key event rate"
            unit: ratio
            better: higher
            basis: cohort
            formula: sessions_converted / sessions_ended
            settle: web_session
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
          - id: web.engaged_time
            definition: per_started_flow@1
            parameters: [timeout, cap]
            title: "Time that pages were visible in the window for each session that began in it"
            source: "Google Analytics 4: average engagement time per session"
            unit: seconds
            better: higher
            basis: flow
            formula: web_visible_time / sessions_started

        """
}
