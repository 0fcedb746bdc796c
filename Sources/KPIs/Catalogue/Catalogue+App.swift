// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of the app.
    static let appMeasures = """
          app_installed:      { fold: count, of: app_installed, where: channel = app }
          app_persons_active: { fold: count, of: person_active, where: channel = app }
          app_first_seen:     { fold: count, of: person_first_seen, where: channel = app }
          app_returned_day1:  { fold: count, of: person_returned_day1, where: channel = app }
          app_sessions_ended: { fold: count, of: session_ended, where: channel = app }
          app_screens:        { fold: sum views, of: session_ended, where: channel = app }

        """

    /// KPIs of the app.
    static let appKPIs = """
          - id: app.installs
            definition: first_install@1
            title: "Devices that installed the app for the first time"
            source: "AppsFlyer and Firebase count first launches; \
        here the first install event of a device, re-installs apart"
            unit: count
            better: higher
            basis: flow
            formula: app_installed
            look_back: 30d
          - id: app.active_users
            definition: foreground@1
            title: "Different persons who used the app on the day"
            source: "Daily active users: any foreground event"
            unit: count
            better: higher
            basis: flow
            formula: app_persons_active
            look_back: 28d
            windows: one_day
          - id: app.retention_d1
            definition: calendar_day@1
            title: "Share of the persons first seen on the day who came back on the next"
            source: "Amplitude: N-day retention by calendar day, \
        https://amplitude.com/docs/analytics/charts/retention-analysis"
            unit: ratio
            better: higher
            basis: cohort
            formula: app_returned_day1 / app_first_seen
            settle: 1d
            open: app_first_seen - app_returned_day1
            look_back: 30d
            windows: days
          - id: app.screens_per_session
            definition: collapsed@1
            parameters: [app_timeout, cap]
            title: "Screens viewed for each app session that ended; repeats in a row count once"
            source: "Firebase: screen_view, https://support.google.com/firebase"
            unit: count
            better: higher
            basis: cohort
            formula: app_screens / app_sessions_ended
            settle: app_session

        """
}
