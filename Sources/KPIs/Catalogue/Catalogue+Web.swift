// SPDX-License-Identifier: Apache-2.0

import Events

extension Catalogue {
    /// KPIs of the website.
    static func web(_ parameters: Parameters) -> [KPI] {
        [
            visits(parameters), visitors, pageviews, currentVisitors, bounceRate(parameters),
            averageSessionDuration(parameters), conversionRate(parameters),
        ]
    }

    private static let ga4Page = "https://support.google.com/analytics/answer/12798876"
    private static let website = FactFilter(channels: [.web])
    private static let activePersons = Measure(.distinct, of: .webActive, where: website)
    private static let sessionsEnded = Measure(.count, of: .sessionEnded, where: website)

    private static func visits(_ parameters: Parameters) -> KPI {
        KPI(
            "web.visits",
            definition: parameters.definition("ga4@1", .sessionTimeout, .cap),
            title: "Sessions that began on the website",
            source: "Google Analytics 4: sessions, \(ga4Page)",
            unit: .count,
            better: .higher,
            basis: .flow,
            formula: .count(count(.sessionStarted, website))
        )
    }

    private static var visitors: KPI {
        KPI(
            "web.visitors",
            definition: "actor@1",
            title: "Different persons on the website, as known at the time of each event",
            source: "Google Analytics 4: the user if known, else the device",
            unit: .count,
            better: .higher,
            basis: .flow,
            formula: .distinct(activePersons, plus: nil)
        )
    }

    private static var pageviews: KPI {
        KPI(
            "web.pageviews",
            definition: "ga4@1",
            title: "Pages viewed on the website, repeated views included",
            source: "Google Analytics 4: views",
            unit: .count,
            better: .higher,
            basis: .flow,
            formula: .count(count(.pageViewed, website))
        )
    }

    private static var currentVisitors: KPI {
        KPI(
            "web.current_visitors",
            definition: "plausible@1",
            title: "Different persons on the website within the last five minutes",
            source: "Plausible: current visitors, https://plausible.io/docs/metrics-definitions",
            unit: .count,
            better: .higher,
            basis: .flow,
            formula: .distinct(activePersons, plus: nil),
            windows: .sliding(size: 300_000, hop: 10_000)
        )
    }

    private static func bounceRate(_ parameters: Parameters) -> KPI {
        let started = count(.sessionStarted, website)
        let notEngaged = started - count(.sessionEngaged, website)
        return KPI(
            "web.bounce_rate",
            definition: parameters.definition("ga4@1", .engagedAfter, .sessionTimeout, .cap),
            title: "Share of the sessions that began in the window and never became engaged",
            source: "Google Analytics 4: 1 - engagement rate, \(ga4Page)",
            unit: .ratio,
            better: .lower,
            basis: .cohort,
            formula: .ratio(num: notEngaged, den: started),
            settle: .webSession,
            open: notEngaged - count(.sessionBounced, website),
            openMoves: .numeratorDown
        )
    }

    private static func averageSessionDuration(_ parameters: Parameters) -> KPI {
        KPI(
            "web.avg_session_duration",
            definition: parameters.definition("ga4@1", .sessionTimeout, .cap),
            title: "Mean time from first to last event of the sessions that ended in the window",
            source: "Google Analytics 4: first to last event, sessions of one event count as 0",
            unit: .seconds,
            better: .higher,
            basis: .cohort,
            formula: .mean(
                sum: Measure(.sumValue, of: .sessionEnded, where: website),
                squares: Measure(.sumSquares, of: .sessionEnded, where: website),
                histogram: Measure(.histogram, of: .sessionEnded, where: website),
                count: sessionsEnded
            ),
            settle: .webSession
        )
    }

    private static func conversionRate(_ parameters: Parameters) -> KPI {
        let converted = FactFilter(channels: [.web], flags: .converted)
        return KPI(
            "web.conversion_rate",
            definition: parameters.definition("ga4_session@1", .sessionTimeout, .cap),
            title: "Share of the sessions that ended in the window with at least one key event",
            source: "Google Analytics 4: session key event rate",
            unit: .ratio,
            better: .higher,
            basis: .cohort,
            formula: .ratio(num: count(.sessionEnded, converted), den: .measure(sessionsEnded)),
            settle: .webSession
        )
    }
}
