// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of surveys, reviews, opinions and events that people take part in.
    static let experienceMeasures = """
          positive_mentions: { fold: count, of: event.mention, where: sentiment = positive }
          positive_comments: { fold: count, of: event.comment, where: sentiment = positive }
          positive_reviews: { fold: count, of: event.review, where: sentiment = positive }
          texts_positive: positive_mentions + positive_comments + positive_reviews
          neutral_mentions: { fold: count, of: event.mention, where: sentiment = neutral }
          neutral_comments: { fold: count, of: event.comment, where: sentiment = neutral }
          neutral_reviews: { fold: count, of: event.review, where: sentiment = neutral }
          texts_neutral: neutral_mentions + neutral_comments + neutral_reviews
          negative_mentions: { fold: count, of: event.mention, where: sentiment = negative }
          negative_comments: { fold: count, of: event.comment, where: sentiment = negative }
          negative_reviews: { fold: count, of: event.review, where: sentiment = negative }
          texts_negative: negative_mentions + negative_comments + negative_reviews
          texts_labeled: texts_positive + texts_neutral + texts_negative
          answers_of_10: { fold: count, of: event.survey_answered, where: scale = 10 and score >= 0 and score <= 10 }
          promoters: { fold: count, of: event.survey_answered, where: scale = 10 and score >= 9 and score <= 10 }
          detractors: { fold: count, of: event.survey_answered, where: scale = 10 and score >= 0 and score <= 6 }
          answers_of_5: { fold: count, of: event.survey_answered, where: scale = 5 and score >= 1 and score <= 5 }
          satisfied_of_5: { fold: count, of: event.survey_answered, where: scale = 5 and score >= 4 and score <= 5 }
          scores_of_5: { fold: sum score, of: event.survey_answered, where: scale = 5 and score >= 1 and score <= 5 }
          answers_of_7: { fold: count, of: event.survey_answered, where: scale = 7 and score >= 1 and score <= 7 }
          easy_of_7: { fold: count, of: event.survey_answered, where: scale = 7 and score >= 5 and score <= 7 }
          scores_of_7: { fold: sum score, of: event.survey_answered, where: scale = 7 and score >= 1 and score <= 7 }
          survey_answers: { fold: count, of: event.survey_answered }
          persons_invited_to_survey: { fold: distinct person, of: event.survey_invited }
          persons_who_answered: { fold: distinct person, of: event.survey_answered }
          review_events: { fold: count, of: event.review }
          stars: { fold: sum score, of: event.review, where: score >= 1 and score <= 5 }
          rated_reviews: { fold: count, of: event.review, where: score >= 1 and score <= 5 }
          low_reviews: { fold: count, of: event.review, where: score >= 1 and score <= 2 }
          participants: { fold: distinct person, of: event.participation }
          participants_online: { fold: distinct person, of: event.participation, where: mode = online }
          participants_offline: { fold: distinct person, of: event.participation, where: mode = offline }
          persons_invited: { fold: distinct person, of: event.invited }

        """

    /// KPIs of surveys, reviews, opinions and events that people take part in.
    static let experienceKPIs = """
          - id: cx.sentiment_net
            definition: with_neutral@1
            title: "Positive less negative mentions, comments and reviews, in 100 of all with a label"
            source: "Net sentiment, neutral texts among all; the program does not judge texts itself"
            unit: score
            better: higher
            basis: cohort
            formula: 100 * (texts_positive - texts_negative) / texts_labeled
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
          - id: cx.nps
            definition: scale10_each_answer@1
            title: "Promoters (9, 10) less detractors (0 to 6), in 100 answers on the scale to 10"
            source: "Net Promoter Score; 0 counts as an answer"
            unit: score
            better: higher
            basis: cohort
            formula: 100 * (promoters - detractors) / answers_of_10
          - id: cx.csat
            definition: top2_of_5_each_answer@1
            title: "Share of the answers on the scale to 5 that are 4 or 5"
            source: "Customer satisfaction by its two upper boxes"
            unit: ratio
            better: higher
            basis: cohort
            formula: satisfied_of_5 / answers_of_5
          - id: cx.csi
            definition: mean_of_5_each_answer@1
            title: "Mean of the answers on the scale to 5"
            source: "Customer satisfaction index: sum of the answers by their number"
            unit: score
            better: higher
            basis: cohort
            formula: mean(scores_of_5)
          - id: cx.ces
            definition: mean_of_7_each_answer@1
            title: "Mean of the answers on the scale to 7, where 7 is the least effort"
            source: "Customer effort score 2.0: made it easy"
            unit: score
            better: higher
            basis: cohort
            formula: mean(scores_of_7)
          - id: cx.ces_easy_share
            definition: top3_of_7_each_answer@1
            title: "Share of the answers on the scale to 7 that are 5, 6 or 7"
            source: "Customer effort score 2.0 by its three upper boxes"
            unit: ratio
            better: higher
            basis: cohort
            formula: easy_of_7 / answers_of_7
          - id: cx.answers
            definition: each_answer@1
            title: "Answers to surveys"
            source: "How many answers the other values stand on"
            unit: count
            better: higher
            basis: flow
            formula: survey_answers
          - id: cx.response_rate
            definition: persons_flow@1
            title: "Different persons who answered in the window, per person invited in it"
            source: "Response rate of surveys"
            unit: ratio
            better: higher
            basis: flow
            formula: persons_who_answered / persons_invited_to_survey
          - id: rep.reviews
            definition: each_event@1
            title: "Reviews"
            source: "How many reviews the other values stand on"
            unit: count
            better: higher
            basis: flow
            formula: review_events
          - id: rep.rating
            definition: mean_of_5_each_event@1
            title: "Mean of the stars (1 to 5) of reviews"
            source: "Mean rating of review sites"
            unit: score
            better: higher
            basis: cohort
            formula: mean(stars)
          - id: rep.low_share
            definition: up_to_2_of_5_each_event@1
            title: "Share of the reviews with stars that have 1 or 2"
            source: "Low ratings of review sites"
            unit: ratio
            better: lower
            basis: cohort
            formula: low_reviews / rated_reviews
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
