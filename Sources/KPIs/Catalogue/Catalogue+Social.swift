// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of social platforms: events with actors, and running totals that platforms report.
    static let socialMeasures = """
          content_seen:    { fold: distinct person, of: content_seen, where: channel = social }
          content_shown:   { fold: count, of: content_shown, where: channel = social }
          content_engaged: { fold: count, of: content_engaged, where: channel = social }
          total_reach:
            { fold: sum change, of: totals_changed, where: channel = social and metric = reach }
          total_impressions:
            { fold: sum change, of: totals_changed, where: channel = social and metric = impressions }
          total_reactions:
            { fold: sum change, of: totals_changed, where: channel = social and metric = reactions }
          total_comments:
            { fold: sum change, of: totals_changed, where: channel = social and metric = comments }
          total_shares:
            { fold: sum change, of: totals_changed, where: channel = social and metric = shares }
          total_saves:
            { fold: sum change, of: totals_changed, where: channel = social and metric = saves }
          impressions: content_shown + total_impressions
          engagements:
            content_engaged + total_reactions + total_comments + total_shares + total_saves

        """

    /// KPIs of social platforms.
    static let socialKPIs = """
          - id: social.reach
            definition: actors_and_totals@1
            title: "Different persons who saw content, and what platforms add to their reach"
            source: "Unique accounts; Meta's totals overlap between posts, \
        https://developers.facebook.com/docs/graph-api/reference/insights"
            unit: count
            better: higher
            basis: flow
            formula: content_seen + total_reach
          - id: social.impressions
            definition: displays@1
            title: "Times content was shown, repeats included"
            source: "Displays: events, and differences of the platforms' totals"
            unit: count
            better: higher
            basis: flow
            formula: impressions
          - id: social.engagements
            definition: reactions_comments_shares_saves@1
            title: "Reactions, comments, shares and saves"
            source: "Hootsuite's list, clicks apart, \
        https://blog.hootsuite.com/calculate-engagement-rate"
            unit: count
            better: higher
            basis: flow
            formula: engagements
          - id: social.engagement_rate
            definition: by_reach_else_impressions@1
            title: "Engagements per person reached; per impression where reach is missing"
            source: "Hootsuite: engagement rate by reach, pooled, \
        https://blog.hootsuite.com/calculate-engagement-rate"
            unit: ratio
            better: higher
            basis: flow
            formula: engagements / ((content_seen + total_reach) else impressions)

        """
}
