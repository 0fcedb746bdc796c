// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of the app.
    static let appMeasures = """
          app_installed:      { fold: count, of: app_installed, where: channel = app }
          app_persons_active: { fold: count, of: person_active, where: channel = app }
          app_persons_engaged: { fold: distinct person, of: [event.engagement, event.install, event.conversion, event.order, event.lead], where: channel = app }
          app_first_seen:     { fold: count, of: person_first_seen, where: channel = app }
          app_returned_day1:  { fold: count, of: person_returned, where: channel = app and day = 1 }
          app_returned_day7:  { fold: count, of: person_returned, where: channel = app and day = 7 }
          app_returned_day30: { fold: count, of: person_returned, where: channel = app and day = 30 }
          app_returned_week2: { fold: count, of: person_returned, where: channel = app and day >= 7 and day <= 13 and previous < 7 }
          app_returned_from_day7: { fold: count, of: person_returned, where: channel = app and day >= 7 and day <= 30 and previous < 7 }
          app_within_day1:    { fold: count, of: person_returned_within, where: channel = app and day = 1 }
          app_within_day7:    { fold: count, of: person_returned_within, where: channel = app and day = 7 }
          app_within_day30:   { fold: count, of: person_returned_within, where: channel = app and day = 30 }
          app_sessions_ended: { fold: count, of: session_ended, where: channel = app }
          app_screens:        { fold: sum views, of: session_ended, where: channel = app }
          app_screen_events:  { fold: count, of: event.screen_view, where: channel = app }
          app_download_events: { fold: count, of: event.download, where: channel = app }
          app_reinstall_events: { fold: count, of: event.reinstall, where: channel = app }
          app_uninstall_events: { fold: count, of: event.uninstall, where: channel = app }
          app_still_installed: level(app_installed) + level(app_reinstall_events) - level(app_uninstall_events)
          pushes_delivered:   { fold: count, of: message_delivered, where: channel = push }
          pushes_responded:   { fold: count, of: message_responded, where: channel = push and delay <= 24h }
          texts_delivered:    { fold: count, of: message_delivered, where: channel = sms }
          texts_responded:    { fold: count, of: message_responded, where: channel = sms and delay <= 4h }

        """

    /// KPIs of the app.
    static let appKPIs = """
          - id: app.installs
            definition: first_install@1
            title: "Devices that installed the app for the first time"
            source: "AppsFlyer and Firebase count first launches; here the first install event \
        of a device, re-installs apart"
            market: "Firebase counts the first launch, also after a re-install; Adjust counts a \
        re-install as a session"
            unit: count
            better: higher
            basis: flow
            formula: app_installed
            look_back: 30d
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
          - id: app.install_active_ratio
            definition: still_installed@1
            title: "Installations and re-installations less removals, per first installation, \
        all since the beginning"
            source: "Play Console: installs on active devices, by events of the app"
            market: "Play Console counts devices that were online within 30 days"
            unit: ratio
            better: higher
            basis: flow
            formula: app_still_installed / level(app_installed)
            windows: [1h, 1d]
          - id: app.install_active_ratio_inverse
            definition: installed_per_still_installed@1
            title: "First installations per installation that is still there, all since the \
        beginning"
            source: "The same ratio the other way round"
            unit: ratio
            better: lower
            basis: flow
            formula: level(app_installed) / app_still_installed
            windows: [1h, 1d]
            usual: no
          - id: app.install_active_ratio_30d
            definition: active_30d@1
            title: "Persons active within 30 days per first installation since the beginning"
            source: "App Store: active devices, with a session within 30 days"
            unit: ratio
            better: higher
            basis: flow
            formula: active(app_persons_active, 30d) / level(app_installed)
            look_back: 30d
            windows: 30d by 1d
          - id: app.active_users
            definition: foreground@1
            title: "Different persons who used the app on the day"
            source: "Daily active users: any foreground event"
            market: "Google Analytics 4 counts users with an engaged session"
            unit: count
            better: higher
            basis: flow
            formula: app_persons_active
            look_back: 28d
            windows: one_day
          - id: app.active_users_engaged
            definition: engagement_install_or_goal@1
            title: "Different persons who had the app visible for a time, installed it, or did a \
        key event in it"
            source: "Google Analytics 4: active users, by engagement time, first open and engaged \
        sessions; here a session is engaged that sent an engagement or a key event"
            market: "Others take any foreground event: app.active_users"
            unit: count
            better: higher
            basis: flow
            formula: app_persons_engaged
            windows: days
            usual: no
          - id: app.active_users_7d
            definition: foreground_7d@1
            title: "Different persons who used the app within seven days"
            source: "Weekly active users: any foreground event"
            unit: count
            better: higher
            basis: flow
            formula: active(app_persons_active, 7d)
            look_back: 28d
            windows: 7d by 1d
          - id: app.active_users_28d
            definition: foreground_28d@1
            title: "Different persons who used the app within 28 days"
            source: "Monthly active users: any foreground event"
            market: "Others take 30 days or the calendar month"
            unit: count
            better: higher
            basis: flow
            formula: active(app_persons_active, 28d)
            look_back: 28d
            windows: 28d by 1d
          - id: app.stickiness
            definition: last_day_per_28d@1
            title: "Persons active on the last day per person active within 28 days"
            source: "DAU / MAU"
            unit: ratio
            better: higher
            basis: flow
            formula: active(app_persons_active, 1d) / active(app_persons_active, 28d)
            look_back: 28d
            windows: 28d by 1d
          - id: app.user_loss
            definition: inactive_7d@1
            title: "Share of the persons active in one week who were not active in the next"
            source: "Churn by inactivity of seven days"
            market: "Lost per active at the start is 1 - retention; uninstalls arrive days late \
        and are told apart"
            unit: ratio
            better: lower
            basis: cohort
            formula: >-
              (active(app_persons_active, 14d) - active(app_persons_active, 7d)) /
              active(app_persons_active, 7d, 7d)
            look_back: 28d
            windows: 14d by 1d
          - id: app.user_loss_1d
            definition: inactive_1d@1
            title: "Share of the persons active on one day who were not active on the next"
            source: "Churn by inactivity of a day"
            unit: ratio
            better: lower
            basis: cohort
            formula: >-
              (active(app_persons_active, 2d) - active(app_persons_active, 1d)) /
              active(app_persons_active, 1d, 1d)
            look_back: 28d
            windows: 2d by 1d
            usual: no
          - id: app.user_loss_28d
            definition: inactive_28d@1
            title: "Share of the persons active in 28 days who were not active in the next 28"
            source: "Churn by inactivity of 28 days"
            unit: ratio
            better: lower
            basis: cohort
            formula: >-
              (active(app_persons_active, 56d) - active(app_persons_active, 28d)) /
              active(app_persons_active, 28d, 28d)
            look_back: 56d
            windows: 56d by 1d
            usual: no
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
          - id: app.screens_per_session_raw
            definition: each_view_flow@1
            parameters: [app_timeout, cap]
            title: "Screen views in the window for each app session that ended in it"
            source: "Screen views with repeats"
            unit: count
            better: higher
            basis: flow
            formula: app_screen_events / app_sessions_ended
            settle: app_session
            usual: no
          - id: app.campaign_response_rate
            definition: push_24h@2
            title: "Share of the delivered push and in-app messages that were opened or clicked \
        within 24 hours"
            source: "Braze: direct opens / deliveries"
            market: "Braze also estimates influenced opens, by a rule that it does not publish"
            unit: ratio
            better: higher
            basis: cohort
            formula: pushes_responded / pushes_delivered
            settle: 1d
            open: pushes_delivered - pushes_responded
            look_back: 7d
          - id: app.sms_response_rate
            definition: sms_4h@2
            title: "Share of the delivered text messages that were opened or clicked within \
        four hours"
            source: "Braze: replies within four hours, for which no event stands here"
            unit: ratio
            better: higher
            basis: cohort
            formula: texts_responded / texts_delivered
            settle: 4h
            open: texts_delivered - texts_responded
            look_back: 7d

        """
}
