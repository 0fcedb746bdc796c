// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of social platforms: events with actors, and running totals that platforms report.
    static let socialMeasures = """
          content_seen:    { fold: distinct person, of: content_seen, where: channel = social }
          content_shown:   { fold: count, of: content_shown, where: channel = social }
          content_engaged: { fold: count, of: content_engaged, where: channel = social }
          total_reach: { fold: sum change, of: totals_changed, where: channel = social and metric = reach }
          total_impressions: { fold: sum change, of: totals_changed, where: channel = social and metric = impressions }
          total_reactions: { fold: sum change, of: totals_changed, where: channel = social and metric = reactions }
          total_comments: { fold: sum change, of: totals_changed, where: channel = social and metric = comments }
          total_shares: { fold: sum change, of: totals_changed, where: channel = social and metric = shares }
          total_saves: { fold: sum change, of: totals_changed, where: channel = social and metric = saves }
          total_clicks: { fold: sum change, of: totals_changed, where: channel = social and metric = clicks }
          total_fans: { fold: sum change, of: totals_changed, where: channel = social and metric = fans }
          fans_read: { fold: sum total, of: totals_read, where: channel = social and metric = fans }
          impressions: content_shown + total_impressions
          engagements: content_engaged + total_reactions + total_comments + total_shares + total_saves
          reach: content_seen + total_reach
          reaction_events: { fold: count, of: event.reaction, where: channel = social }
          comment_events: { fold: count, of: event.comment, where: channel = social }
          share_events: { fold: count, of: event.share, where: channel = social }
          save_events: { fold: count, of: event.save, where: channel = social }
          link_click_events: { fold: count, of: event.link_click, where: channel = social }
          follow_events: { fold: count, of: event.follow, where: channel = social }
          unfollow_events: { fold: count, of: event.unfollow, where: channel = social }
          mention_events: { fold: count, of: event.mention, where: channel = social }
          mention_authors: { fold: distinct person, of: event.mention, where: channel = social }
          fan_messages: { fold: count, of: event.direct_message, where: channel = social and not own }
          threads_started: { fold: count, of: fan_wrote, where: silence >= 24h }
          threads_started_7d: { fold: count, of: fan_wrote, where: silence >= 7d }
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
            market: "X counts impressions only; Meta renamed its unique metrics in 2025"
            unit: count
            better: higher
            basis: flow
            formula: reach
          - id: social.impressions
            definition: displays@1
            title: "Times content was shown, repeats included"
            source: "Displays: events, and differences of the platforms' totals"
            unit: count
            better: higher
            basis: flow
            formula: impressions
          - id: social.fans
            definition: last_total@1
            title: "Fans or followers of all accounts together, by the last total of each"
            source: "Meta: page_follows; X: followers_count. Who follows several accounts \
        counts with each"
            market: "Meta replaced page_fans by page_follows in 2025"
            unit: count
            better: higher
            basis: flow
            formula: level(fans_read)
            windows: [1h, 1d]
          - id: social.audience_change
            definition: net@1
            title: "Fans won less fans lost"
            source: "Follows less unfollows, and differences of the totals"
            unit: count
            better: higher
            basis: flow
            formula: follow_events - unfollow_events + total_fans
          - id: social.audience_growth
            definition: net_per_start@1
            title: "Change of the fans in the window, per fan at its start"
            source: "Net new followers / followers; a first total counts no growth"
            unit: ratio
            better: higher
            basis: flow
            formula: total_fans / (level(fans_read) - total_fans)
            windows: [1h, 1d]
          - id: social.engagements
            definition: reactions_comments_shares_saves@1
            title: "Reactions, comments, shares and saves"
            source: "Hootsuite: engagements; clicks are apart"
            market: "What is included differs by network"
            unit: count
            better: higher
            basis: flow
            formula: engagements
          - id: social.engagement_rate
            definition: by_reach_else_impressions@1
            title: "Engagements per person reached; per display where reach is missing"
            source: "Hootsuite: engagement rate by reach, over all posts together"
            market: "Hootsuite names six variants and averages the rates of posts; a rate over \
        all posts together weighs them by their reach"
            unit: ratio
            better: higher
            basis: flow
            formula: engagements / (reach else impressions)
          - id: social.engagement_rate_impressions
            definition: by_impressions@1
            title: "Engagements per display"
            source: "Hootsuite: engagement rate by impressions"
            unit: ratio
            better: higher
            basis: flow
            formula: engagements / impressions
          - id: social.engagement_rate_followers
            definition: by_fans@1
            title: "Engagements per fan"
            source: "Hootsuite: engagement rate by followers"
            unit: ratio
            better: higher
            basis: flow
            formula: engagements / level(fans_read)
            windows: [1h, 1d]
          - id: social.reactions
            definition: each_event@1
            title: "Reactions: events, and differences of the totals"
            source: "Likes and other reactions"
            unit: count
            better: higher
            basis: flow
            formula: reaction_events + total_reactions
          - id: social.comments
            definition: each_event@1
            title: "Comments: events, and differences of the totals"
            source: "Comments"
            unit: count
            better: higher
            basis: flow
            formula: comment_events + total_comments
          - id: social.shares
            definition: each_event@1
            title: "Shares: events, and differences of the totals"
            source: "Shares"
            unit: count
            better: higher
            basis: flow
            formula: share_events + total_shares
          - id: social.saves
            definition: each_event@1
            title: "Saves: events, and differences of the totals"
            source: "Saves"
            unit: count
            better: higher
            basis: flow
            formula: save_events + total_saves
          - id: social.link_clicks
            definition: each_event@1
            title: "Clicks on links in posts: events, and differences of the totals"
            source: "Link clicks"
            unit: count
            better: higher
            basis: flow
            formula: link_click_events + total_clicks
          - id: social.traffic_share
            definition: ga4_channels@1
            parameters: [timeout, cap, traffic]
            title: "Share of the sessions that began on the website whose entry came from a \
        social site"
            source: "Google Analytics 4: default channels Organic Social and Paid Social"
            market: "Others count clicks on links in posts"
            unit: ratio
            better: higher
            basis: cohort
            formula: sessions_from_social / sessions_started
          - id: social.outbound_rate
            definition: clicks_per_reach@1
            title: "Clicks on links in posts per person reached"
            source: "Traffic that social sites send away"
            unit: ratio
            better: higher
            basis: flow
            formula: (link_click_events + total_clicks) / reach
          - id: social.organic_share
            definition: impressions@1
            title: "Share of the displays that were not paid for"
            source: "Meta: organic impressions, most of whose splits are gone"
            unit: ratio
            better: higher
            basis: cohort
            formula: organic_impressions / impression_events
          - id: social.mentions
            definition: each_event@1
            title: "Mentions of the brand"
            source: "Buzz: whether it is talked about"
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
            title: "Direct messages that the brand did not write itself"
            source: "Messages of fans"
            unit: count
            better: higher
            basis: flow
            formula: fan_messages
          - id: social.messages_started
            definition: after_24h@1
            title: "Conversations that a fan began, or took up after a day of silence"
            source: "Meta: messaging conversations started, with a silence of 24 h"
            market: "Meta reportedly waits for seven days of silence"
            unit: count
            better: higher
            basis: flow
            formula: threads_started
          - id: social.messages_started_7d
            definition: after_7d@1
            title: "Conversations that a fan began, or took up after seven days of silence"
            source: "Meta: messaging conversations started"
            unit: count
            better: higher
            basis: flow
            formula: threads_started_7d
            usual: no

        """
}
