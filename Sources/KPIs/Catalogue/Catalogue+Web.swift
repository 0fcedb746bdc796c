// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of the website.
    static let webMeasures = """
          web_views:        { fold: count, of: page_viewed, where: channel = web }
          web_persons:      { fold: distinct person, of: web_active, where: channel = web }
          sessions_started: { fold: count, of: session_started, where: channel = web }
          sessions_engaged: { fold: count, of: session_engaged, where: channel = web }
          sessions_bounced: { fold: count, of: session_bounced, where: channel = web }
          sessions_not_engaged: sessions_started - sessions_engaged
          sessions_paged:   { fold: count, of: session_paged, where: channel = web }
          sessions_acted:   { fold: count, of: session_acted, where: channel = web }
          sessions_attended: { fold: count, of: session_attended, where: channel = web }
          closed_not_paged: { fold: count, of: session_closed, where: channel = web and not paged }
          closed_not_acted: { fold: count, of: session_closed, where: channel = web and not acted }
          closed_not_attended: { fold: count, of: session_closed, where: channel = web and not attended }
          sessions_not_paged: sessions_started - sessions_paged
          sessions_not_acted: sessions_started - sessions_acted
          sessions_not_attended: sessions_started - sessions_attended
          sessions_ended:   { fold: count, of: session_ended, where: channel = web }
          sessions_converted: { fold: count, of: session_ended, where: channel = web and converted }
          sessions_permanent: { fold: count, of: session_ended, where: channel = web and permanent }
          session_time:     { fold: sum duration, of: session_ended, where: channel = web }
          longer_session_time: { fold: sum duration, of: session_ended, where: channel = web and duration > 0s }
          visible_time:     { fold: sum visible, of: session_watched, where: channel = web }
          session_interactions: { fold: sum interactions, of: session_watched, where: channel = web }
          web_pages:        { fold: sum views, of: session_ended, where: channel = web }
          web_interactions: { fold: count, of: event.interaction, where: channel = web }
          web_key_events:   { fold: count, of: goal_reached, where: channel = web }
          web_converted_persons: { fold: distinct person, of: goal_reached, where: channel = web }
          sessions_from_social: { fold: count, of: session_started, where: channel = web and traffic = social | paid_social }
          searches_ranked:  { fold: sum weighted, of: event.search_rank }
          searches_shown:   { fold: sum times, of: event.search_rank, where: has score }
          search_rank_last: { fold: last score, of: event.search_rank }

        """

    /// KPIs of the website.
    static let webKPIs = """
          - id: web.visits
            definition: ga4@1
            parameters: [timeout, cap]
            title: "Sessions that began on the website"
            source: "Google Analytics 4: sessions, \
        https://support.google.com/analytics/answer/12798876"
            market: "Matomo calls them visits and splits them at midnight; Plausible counts a \
        visitor anew each day"
            unit: count
            better: higher
            basis: flow
            formula: sessions_started
          - id: web.visitors
            definition: actor@1
            title: "Different persons on the website, as known at the time of each event"
            source: "Google Analytics 4: the user if known, else the device"
            market: "Plausible forgets who it was after a day, so it counts a person once a day \
        and device"
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
            market: "Google Analytics shows the last 30 minutes"
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
            market: "Yandex Metrica draws the line at 15 s (engaged_after), Snowplow at two \
        pages or two heartbeats"
            unit: ratio
            better: lower
            basis: cohort
            formula: sessions_not_engaged / sessions_started
            settle: web_session
            open: sessions_not_engaged - sessions_bounced
            open_moves: numerator_down
          - id: web.bounce_rate_single_page
            definition: single_page@1
            parameters: [timeout, cap]
            title: "Share of the sessions that began in the window and showed one page at most"
            source: "Universal Analytics and Matomo: single-page visits"
            unit: ratio
            better: lower
            basis: cohort
            formula: sessions_not_paged / sessions_started
            settle: web_session
            open: sessions_not_paged - closed_not_paged
            open_moves: numerator_down
          - id: web.bounce_rate_plausible
            definition: plausible@1
            parameters: [timeout, cap]
            title: "Share of the sessions that began in the window without a second page and \
        without any interaction"
            source: "Plausible: bounce rate, https://plausible.io/docs/metrics-definitions"
            unit: ratio
            better: lower
            basis: cohort
            formula: sessions_not_acted / sessions_started
            settle: web_session
            open: sessions_not_acted - closed_not_acted
            open_moves: numerator_down
          - id: web.bounce_rate_posthog
            definition: posthog@1
            parameters: [engaged_after, timeout, cap]
            title: "Share of the sessions that began in the window with one page, no \
        interaction and a short stay"
            source: "PostHog: bounce rate, https://posthog.com/docs/web-analytics/dashboard"
            unit: ratio
            better: lower
            basis: cohort
            formula: sessions_not_attended / sessions_started
            settle: web_session
            open: sessions_not_attended - closed_not_attended
            open_moves: numerator_down
          - id: web.avg_session_duration
            definition: ga4@1
            parameters: [timeout, cap]
            title: "Mean time from first to last event of the sessions that ended in the window"
            source: "Google Analytics 4: first to last event, sessions of one event count as 0"
            market: "Plausible and Matomo count visits of one page as 0 as well; others leave \
        them out"
            unit: seconds
            better: higher
            basis: cohort
            formula: mean(session_time)
            settle: web_session
          - id: web.avg_session_duration_without_zeros
            definition: without_zeros@1
            parameters: [timeout, cap]
            title: "Mean time from first to last event of the sessions of more than one event \
        that ended in the window"
            source: "Session duration without visits of one event"
            unit: seconds
            better: higher
            basis: cohort
            formula: mean(longer_session_time)
            settle: web_session
          - id: web.session_duration_median
            definition: ga4@1
            parameters: [timeout, cap]
            title: "Time from first to last event that half of the sessions that ended in the \
        window did not exceed"
            source: "Median of the session duration"
            unit: seconds
            better: higher
            basis: flow
            formula: median(session_time)
            settle: web_session
          - id: web.session_duration_p95
            definition: ga4@1
            parameters: [timeout, cap]
            title: "Time from first to last event that 95 of 100 sessions that ended in the \
        window did not exceed"
            source: "95th percentile of the session duration"
            unit: seconds
            better: higher
            basis: flow
            formula: quantile(0.95, session_time)
            settle: web_session
          - id: web.permanence_rate
            definition: visible_time@1
            parameters: [engaged_after, timeout, cap]
            title: "Share of the sessions that ended in the window whose pages were visible \
        long enough"
            source: "Permanence: sessions with an engaged time of at least 10 s"
            unit: ratio
            better: higher
            basis: cohort
            formula: sessions_permanent / sessions_ended
            settle: web_session

        """
}
