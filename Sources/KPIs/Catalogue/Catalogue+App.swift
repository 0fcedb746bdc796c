// SPDX-License-Identifier: Apache-2.0

import Events

extension Catalogue {
    /// KPIs of the app.
    static func app(_ parameters: Parameters) -> [KPI] {
        [installs, activeUsers, retentionDay1, screensPerSession(parameters)]
    }

    private static let theApp = FactFilter(channels: [.app])
    private static let activeLookBack: Int64 = 28 * 86_400_000
    private static let firstSeenLookBack: Int64 = 30 * 86_400_000

    private static var installs: KPI {
        KPI(
            "app.installs",
            definition: "first_install@1",
            title: "Devices that installed the app for the first time",
            source: "AppsFlyer and Firebase count first launches; here the first install event "
                + "of a device, re-installs apart",
            unit: .count,
            better: .higher,
            basis: .flow,
            formula: .count(count(.appInstalled, theApp)),
            lookBack: firstSeenLookBack
        )
    }

    private static var activeUsers: KPI {
        KPI(
            "app.active_users",
            definition: "foreground@1",
            title: "Different persons who used the app on the day",
            source: "Daily active users: any foreground event",
            unit: .count,
            better: .higher,
            basis: .flow,
            formula: .count(count(.personActive, theApp)),
            lookBack: activeLookBack,
            windows: .oneDay
        )
    }

    private static var retentionDay1: KPI {
        let firstSeen = count(.personFirstSeen, theApp)
        let returned = count(.personReturnedDay1, theApp)
        return KPI(
            "app.retention_d1",
            definition: "calendar_day@1",
            title: "Share of the persons first seen on the day who came back on the next",
            source: "Amplitude: N-day retention by calendar day, "
                + "https://amplitude.com/docs/analytics/charts/retention-analysis",
            unit: .ratio,
            better: .higher,
            basis: .cohort,
            formula: .ratio(num: returned, den: firstSeen),
            settle: .days(1),
            open: firstSeen - returned,
            lookBack: firstSeenLookBack,
            windows: .days
        )
    }

    private static func screensPerSession(_ parameters: Parameters) -> KPI {
        let screens = Measure(.sumCount, of: .sessionEnded, where: theApp)
        return KPI(
            "app.screens_per_session",
            definition: parameters.definition("collapsed@1", .appTimeout, .cap),
            title: "Screens viewed for each app session that ended; repeats in a row count once",
            source: "Firebase: screen_view, https://support.google.com/firebase",
            unit: .count,
            better: .higher,
            basis: .cohort,
            formula: .ratio(num: .measure(screens), den: count(.sessionEnded, theApp)),
            settle: .appSession
        )
    }
}
