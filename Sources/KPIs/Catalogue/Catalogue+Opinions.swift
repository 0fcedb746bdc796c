// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// KPIs of opinions, reviews, the relationship, and events that people take part in.
    static let opinionsKPIs = """
          - id: cx.sentiment_net
            definition: with_neutral@1
            title: "Positive less negative mentions, comments and reviews, in 100 of all with a \
        label"
            source: "Net sentiment, neutral texts among all; the program does not judge texts \
        itself"
            market: "Some leave neutral texts out, some weigh texts by the confidence of the \
        label"
            unit: score
            better: higher
            basis: cohort
            formula: net(texts_positive, texts_negative, texts_labeled)
          - id: cx.sentiment_net_without_neutral
            definition: without_neutral@1
            title: "Positive less negative mentions, comments and reviews, in 100 of these"
            source: "Net sentiment without neutral texts"
            unit: score
            better: higher
            basis: cohort
            formula: net(texts_positive, texts_negative, texts_positive + texts_negative)
            usual: no
          - id: cx.sentiment_mean
            definition: mean_score@1
            title: "Mean sentiment of mentions, comments and reviews, from -1 to 1"
            source: "Sentiment as a score"
            unit: score
            better: higher
            basis: cohort
            formula: sentiments / texts_labeled
            usual: no
          - id: cx.sentiment_positive
            definition: with_neutral@1
            title: "Share of the labeled mentions, comments and reviews that are positive"
            source: "Net sentiment, its parts"
            unit: ratio
            better: higher
            basis: cohort
            formula: texts_positive / texts_labeled
          - id: cx.sentiment_neutral
            definition: with_neutral@1
            title: "Share of the labeled mentions, comments and reviews that are neutral"
            source: "Net sentiment, its parts"
            unit: ratio
            better: none
            basis: cohort
            formula: texts_neutral / texts_labeled
          - id: cx.sentiment_negative
            definition: with_neutral@1
            title: "Share of the labeled mentions, comments and reviews that are negative"
            source: "Net sentiment, its parts"
            unit: ratio
            better: lower
            basis: cohort
            formula: texts_negative / texts_labeled
          - id: cx.relationship
            definition: interactions_per_week@1
            title: "Interactions on all channels per person who had any in the week"
            source: "Level of the relationship; no market definition is known"
            unit: count
            better: higher
            basis: cohort
            formula: person_interactions / person_weeks
            settle: 6d
            windows: [1w]
          - id: cx.relationship_median
            definition: interactions_per_week@1
            title: "Interactions that half of the persons with any in the week did not exceed"
            source: "Level of the relationship, its distribution"
            unit: count
            better: higher
            basis: flow
            formula: median(person_interactions)
            settle: 6d
            windows: [1w]
          - id: cx.relationship_p90
            definition: interactions_per_week@1
            title: "Interactions that 90 of 100 persons with any in the week did not exceed"
            source: "Level of the relationship, its distribution"
            unit: count
            better: higher
            basis: flow
            formula: quantile(0.9, person_interactions)
            settle: 6d
            windows: [1w]
          - id: rep.reviews
            definition: each_review@1
            title: "Reviews written or edited in the window, each once"
            source: "How many reviews the other values stand on"
            unit: count
            better: higher
            basis: flow
            formula: reviews_named + reviews_unnamed
          - id: rep.rating
            definition: mean_of_5@2
            title: "Mean of the stars (1 to 5) of reviews; of those on a longer scale none"
            source: "Mean rating of review sites; an edited review replaces the old one, one \
        without a scale has stars"
            unit: score
            better: higher
            basis: cohort
            formula: mean(stars)
          - id: rep.low_share
            definition: up_to_2_of_5@2
            title: "Share of the reviews with stars (1 to 5) that have 1 or 2; those on a longer \
        scale have none"
            source: "Low ratings of review sites"
            unit: ratio
            better: lower
            basis: cohort
            formula: within(stars, 1..2) / stars
          - id: rep.rank
            definition: last@1
            title: "Last place in a ranking that was told"
            source: "Ranking of review sites; group it by object or list"
            unit: score
            better: lower
            basis: flow
            formula: rank_last
          - id: event.participants
            definition: actor@1
            title: "Different persons who took part in events"
            source: "Participation, online and offline"
            unit: count
            better: higher
            basis: flow
            formula: participants
          - id: event.participants_online
            definition: actor@1
            title: "Different persons who took part in events online"
            source: "Participation online"
            unit: count
            better: higher
            basis: flow
            formula: participants_online
          - id: event.participants_offline
            definition: actor@1
            title: "Different persons who took part in events on the spot"
            source: "Participation offline"
            unit: count
            better: higher
            basis: flow
            formula: participants_offline
          - id: event.participation_rate
            definition: persons_flow@1
            title: "Different persons who took part in the window, per person invited in it"
            source: "Participation of those invited"
            unit: ratio
            better: higher
            basis: flow
            formula: participants / persons_invited

        """
}
