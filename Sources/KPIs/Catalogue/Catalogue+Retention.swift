// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Retention of the users of the app.
    static let retentionKPIs = """
          - id: app.retention_d1
            definition: calendar_day@1
            title: "Share of the persons first seen on the day who came back on the next"
            source: "Amplitude: https://amplitude.com/docs/analytics/charts/retention-analysis, \
        N-day by calendar day"
            market: "Amplitude counts rolling 24 hours unless told; PostHog counts weeks; \
        Countly offers both"
            unit: ratio
            better: higher
            basis: cohort
            formula: app_returned_day1 / app_first_seen
            settle: 1d
            open: app_first_seen - app_returned_day1
            look_back: 30d
            windows: days
          - id: app.retention_d7
            definition: calendar_day@1
            title: "Share of the persons first seen on the day who came back on the seventh day \
        after it"
            source: "Amplitude: https://amplitude.com/docs/analytics/charts/retention-analysis, \
        N-day by calendar day"
            unit: ratio
            better: higher
            basis: cohort
            formula: app_returned_day7 / app_first_seen
            settle: 7d
            open: app_first_seen - app_returned_day7
            look_back: 30d
            windows: days
          - id: app.retention_d30
            definition: calendar_day@1
            title: "Share of the persons first seen on the day who came back on the 30th day \
        after it"
            source: "Amplitude: https://amplitude.com/docs/analytics/charts/retention-analysis, \
        N-day by calendar day"
            unit: ratio
            better: higher
            basis: cohort
            formula: app_returned_day30 / app_first_seen
            settle: 30d
            open: app_first_seen - app_returned_day30
            look_back: 30d
            windows: days
          - id: app.retention_d1_rolling
            definition: rolling_24h@1
            title: "Share of the persons first seen on the day who came back 24 to 48 hours \
        after their first event"
            source: "Amplitude: https://amplitude.com/docs/analytics/charts/retention-analysis, \
        N-day by 24 hours"
            market: "Amplitude measures the hours; here they are those of the zone's clock"
            unit: ratio
            better: higher
            basis: cohort
            formula: app_within_day1 / app_first_seen
            settle: 2d
            open: app_first_seen - app_within_day1
            look_back: 30d
            windows: days
            usual: no
          - id: app.retention_d7_rolling
            definition: rolling_24h@1
            title: "Share of the persons first seen on the day who came back seven to eight \
        times 24 hours after their first event"
            source: "Amplitude: https://amplitude.com/docs/analytics/charts/retention-analysis, \
        N-day by 24 hours"
            market: "Amplitude measures the hours; here they are those of the zone's clock"
            unit: ratio
            better: higher
            basis: cohort
            formula: app_within_day7 / app_first_seen
            settle: 8d
            open: app_first_seen - app_within_day7
            look_back: 30d
            windows: days
            usual: no
          - id: app.retention_d30_rolling
            definition: rolling_24h@1
            title: "Share of the persons first seen on the day who came back 30 to 31 times 24 \
        hours after their first event"
            source: "Amplitude: https://amplitude.com/docs/analytics/charts/retention-analysis, \
        N-day by 24 hours"
            market: "Amplitude measures the hours; here they are those of the zone's clock"
            unit: ratio
            better: higher
            basis: cohort
            formula: app_within_day30 / app_first_seen
            settle: 31d
            open: app_first_seen - app_within_day30
            look_back: 30d
            windows: days
            usual: no
          - id: app.retention_week2
            definition: bracket_7_13@1
            title: "Share of the persons first seen on the day who came back between the \
        seventh and the 13th day after it"
            source: "Amplitude: https://amplitude.com/docs/analytics/charts/retention-analysis, \
        custom brackets"
            unit: ratio
            better: higher
            basis: cohort
            formula: app_returned_week2 / app_first_seen
            settle: 13d
            open: app_first_seen - app_returned_week2
            look_back: 30d
            windows: days
            usual: no
          - id: app.retention_d7_unbounded
            definition: on_or_after_until_30d@1
            title: "Share of the persons first seen on the day who came back on the seventh day \
        after it or later, until the 30th"
            source: "Amplitude: https://amplitude.com/docs/analytics/charts/retention-analysis, \
        return on or after"
            unit: ratio
            better: higher
            basis: cohort
            formula: app_returned_from_day7 / app_first_seen
            settle: 30d
            open: app_first_seen - app_returned_from_day7
            look_back: 30d
            windows: days
            usual: no

        """
}
