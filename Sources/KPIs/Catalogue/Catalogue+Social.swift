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
          reaction_events: { fold: count, of: event.reaction, where: channel = social }
          comment_events: { fold: count, of: event.comment, where: channel = social }
          share_events: { fold: count, of: event.share, where: channel = social }
          save_events: { fold: count, of: event.save, where: channel = social }
          link_click_events: { fold: count, of: event.link_click, where: channel = social }
          total_clicks: { fold: sum change, of: totals_changed, where: channel = social and metric = clicks }
          total_fans: { fold: sum change, of: totals_changed, where: channel = social and metric = fans }
          follow_events: { fold: count, of: event.follow, where: channel = social }
          unfollow_events: { fold: count, of: event.unfollow, where: channel = social }
          mention_events: { fold: count, of: event.mention, where: channel = social }
          mention_authors: { fold: distinct person, of: event.mention, where: channel = social }
          fan_messages: { fold: count, of: event.direct_message, where: channel = social and not own }
          impression_events: { fold: count, of: event.impression, where: channel = social }
          organic_impressions: { fold: count, of: event.impression, where: channel = social and not paid }

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
          - id: social.reactions
            definition: events_and_totals@1
            title: "Reactions, such as likes: events, and what platforms add to their totals"
            source: "One part of Hootsuite's engagements"
            unit: count
            better: higher
            basis: flow
            formula: reaction_events + total_reactions
          - id: social.comments
            definition: events_and_totals@1
            title: "Comments: events, and what platforms add to their totals"
            source: "One part of Hootsuite's engagements"
            unit: count
            better: higher
            basis: flow
            formula: comment_events + total_comments
          - id: social.shares
            definition: events_and_totals@1
            title: "Shares: events, and what platforms add to their totals"
            source: "One part of Hootsuite's engagements"
            unit: count
            better: higher
            basis: flow
            formula: share_events + total_shares
          - id: social.saves
            definition: events_and_totals@1
            title: "Saves: events, and what platforms add to their totals"
            source: "One part of Hootsuite's engagements"
            unit: count
            better: higher
            basis: flow
            formula: save_events + total_saves
          - id: social.link_clicks
            definition: events_and_totals@1
            title: "Clicks on links in posts: events, and what platforms add to their totals"
            source: "Counted apart from engagements, as Hootsuite does"
            unit: count
            better: higher
            basis: flow
            formula: link_click_events + total_clicks
          - id: social.audience_change
            definition: net_absolute@1
            title: "Follows less unfollows, and what platforms add to their number of fans"
            source: "Net new followers"
            unit: count
            better: higher
            basis: flow
            formula: follow_events - unfollow_events + total_fans
          - id: social.engagement_rate_impressions
            definition: by_impressions@1
            title: "Engagements per time that content was shown"
            source: "Hootsuite: engagement rate by impressions, pooled"
            unit: ratio
            better: higher
            basis: flow
            formula: engagements / impressions
          - id: social.organic_share
            definition: not_paid@1
            title: "Share of the impressions that were not paid for"
            source: "Events that say paid; totals of platforms do not tell"
            unit: ratio
            better: higher
            basis: cohort
            formula: organic_impressions / impression_events
          - id: social.mentions
            definition: each_event@1
            title: "Mentions of the brand"
            source: "Buzz: how often it is talked about"
            unit: count
            better: higher
            basis: flow
            formula: mention_events
          - id: social.mention_authors
            definition: actor@1
            title: "Different persons who mentioned the brand"
            source: "Buzz: how many talk about it"
            unit: count
            better: higher
            basis: flow
            formula: mention_authors
          - id: social.messages_received
            definition: each_event@1
            title: "Direct messages by others than the brand itself"
            source: "Messages of fans; conversations are not told apart"
            unit: count
            better: higher
            basis: flow
            formula: fan_messages

        """
}
