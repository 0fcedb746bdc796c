// SPDX-License-Identifier: Apache-2.0

import Events

extension Catalogue {
    /// KPIs of social platforms: events with actors, and running totals that platforms report.
    static func social(_ parameters: Parameters) -> [KPI] {
        [reach, impressions, engagements, engagementRate]
    }

    private static let social = FactFilter(channels: [.social])
    private static let seen = Measure(.distinct, of: .contentSeen, where: social)
    private static let shown = count(.contentShown, social) + total(.impressions)
    private static let engaged =
        count(.contentEngaged, social) + total(.reactions) + total(.comments) + total(.shares)
        + total(.saves)

    /// By how much a platform's running total grew.
    private static func total(_ metric: TotalsMetric) -> Expression {
        .units(
            Measure(
                .sumValue,
                of: .totalsChanged,
                where: FactFilter(channels: [.social], metric: metric)
            )
        )
    }

    private static var reach: KPI {
        KPI(
            "social.reach",
            definition: "actors_and_totals@1",
            title: "Different persons who saw content, and what platforms add to their reach",
            source: "Unique accounts; Meta's totals overlap between posts, "
                + "https://developers.facebook.com/docs/graph-api/reference/insights",
            unit: .count,
            better: .higher,
            basis: .flow,
            formula: .distinct(seen, plus: total(.reach))
        )
    }

    private static var impressions: KPI {
        KPI(
            "social.impressions",
            definition: "displays@1",
            title: "Times content was shown, repeats included",
            source: "Displays: events, and differences of the platforms' totals",
            unit: .count,
            better: .higher,
            basis: .flow,
            formula: .count(shown)
        )
    }

    private static var engagements: KPI {
        KPI(
            "social.engagements",
            definition: "reactions_comments_shares_saves@1",
            title: "Reactions, comments, shares and saves",
            source: "Hootsuite's list, clicks apart, "
                + "https://blog.hootsuite.com/calculate-engagement-rate",
            unit: .count,
            better: .higher,
            basis: .flow,
            formula: .count(engaged)
        )
    }

    private static var engagementRate: KPI {
        KPI(
            "social.engagement_rate",
            definition: "by_reach_else_impressions@1",
            title: "Engagements per person reached; per impression where reach is missing",
            source: "Hootsuite: engagement rate by reach, pooled, "
                + "https://blog.hootsuite.com/calculate-engagement-rate",
            unit: .ratio,
            better: .higher,
            basis: .flow,
            formula: .ratio(
                num: engaged,
                den: .firstNonZero(.measure(seen) + total(.reach), shown)
            )
        )
    }
}
