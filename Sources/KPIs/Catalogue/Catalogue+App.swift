// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of the app.
    static let appMeasures = """
          app_installed:      { fold: count, of: app_installed, where: channel = app }
          app_persons_active: { fold: count, of: person_active, where: channel = app }
          app_first_seen:     { fold: count, of: person_first_seen, where: channel = app }
          app_returned_day1:  { fold: count, of: person_returned, where: channel = app and day = 1 }
          app_sessions_ended: { fold: count, of: session_ended, where: channel = app }
          app_screens:        { fold: sum views, of: session_ended, where: channel = app }
          app_download_events: { fold: count, of: event.download, where: channel = app }
          app_reinstall_events: { fold: count, of: event.reinstall, where: channel = app }
          app_uninstall_events: { fold: count, of: event.uninstall, where: channel = app }

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
          - id: app.downloads
            definition: store_feed@1
            title: "Downloads that the store reports"
            source: "Google Play and App Store: downloads, which are not launches"
            unit: count
            better: higher
            basis: flow
            formula: app_download_events
          - id: app.reinstalls
            definition: each_event@1
            title: "Installations on devices that had the app before"
            source: "Adjust: re-installs, apart from installs"
            unit: count
            better: higher
            basis: flow
            formula: app_reinstall_events
          - id: app.uninstalls
            definition: at_receipt@1
            title: "Removals of the app, at the time that their events tell"
            source: "AppsFlyer dates a removal at its notification, Adjust at the last session"
            unit: count
            better: lower
            basis: flow
            formula: app_uninstall_events
          - id: app.uninstall_rate
            definition: per_first_install_flow@1
            title: "Removals in the window per first installation in it"
            source: "AppsFlyer: uninstall rate"
            unit: ratio
            better: lower
            basis: flow
            formula: app_uninstall_events / app_installed
            look_back: 30d

        """
}
