// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of surveys, reviews, opinions and events that people take part in.
    static let experienceMeasures = """
          texts_positive:  { fold: count, of: text_labeled, where: positive }
          texts_neutral:   { fold: count, of: text_labeled, where: neutral }
          texts_negative:  { fold: count, of: text_labeled, where: negative }
          texts_labeled:   { fold: count, of: text_labeled }
          sentiments:      { fold: sum sentiment, of: text_labeled }
          answers_of_10:   { fold: tally score 0..10, of: answer_given, where: scale = 10 }
          answers_of_7:    { fold: tally score 1..7, of: answer_given, where: scale = 7 }
          answers_of_5:    { fold: tally score 1..5, of: answer_given, where: scale = 5 }
          survey_answers:  { fold: count, of: event.survey_answered }
          surveys_sent:    { fold: count, of: survey_sent }
          surveys_returned: { fold: count, of: survey_returned, where: delay <= 7d }
          reviews_named:   { fold: distinct response, of: event.review }
          reviews_unnamed: { fold: count, of: event.review, where: not has response }
          stars:           { fold: tally score 1..5, of: review_given, where: scale <= 5 }
          rank_last:       { fold: last score, of: event.rank }
          person_weeks:    { fold: count, of: person_interacted }
          person_interactions: { fold: sum times, of: person_interacted }
          participants:    { fold: distinct person, of: event.participation }
          participants_online: { fold: distinct person, of: event.participation, where: mode = online }
          participants_offline: { fold: distinct person, of: event.participation, where: mode = offline }
          persons_invited: { fold: distinct person, of: event.invited }

        """

    /// KPIs of surveys.
    static let experienceKPIs = """
          - id: cx.nps
            definition: scale10@1
            title: "Promoters (9, 10) less detractors (0 to 6), in 100 answers on the scale to \
        10"
            source: "Net Promoter Score; 0 counts as an answer, a changed answer replaces the \
        old one"
            market: "Some tools begin detractors at 1 and lose the score 0"
            unit: score
            better: higher
            basis: cohort
            formula: >-
              net(within(answers_of_10, 9..10), within(answers_of_10, 0..6),
              answers_of_10)
          - id: cx.nps_7
            definition: scale7@1
            title: "Promoters (7) less detractors (1 to 4), in 100 answers on the scale to 7"
            source: "Net Promoter Score on a scale to 7"
            unit: score
            better: higher
            basis: cohort
            formula: net(within(answers_of_7, 7..7), within(answers_of_7, 1..4), answers_of_7)
            usual: no
          - id: cx.nps_5
            definition: scale5@1
            title: "Promoters (5) less detractors (1 to 3), in 100 answers on the scale to 5"
            source: "Net Promoter Score on a scale to 5"
            unit: score
            better: higher
            basis: cohort
            formula: net(within(answers_of_5, 5..5), within(answers_of_5, 1..3), answers_of_5)
            usual: no
          - id: cx.csat
            definition: top2_of_5@1
            title: "Share of the answers on the scale to 5 that are 4 or 5"
            source: "Customer satisfaction by its two upper boxes"
            market: "Others tell the mean, the percentage of the largest score, or a net value"
            unit: ratio
            better: higher
            basis: cohort
            formula: within(answers_of_5, 4..5) / answers_of_5
          - id: cx.csat_pct_of_max
            definition: pct_of_max@1
            title: "Mean of the answers on the scale to 5, in parts of the largest score"
            source: "Customer satisfaction: sum / (answers x scale)"
            unit: score
            better: higher
            basis: cohort
            formula: 0.2 * mean(answers_of_5)
            usual: no
          - id: cx.csat_net
            definition: net_of_5@1
            title: "Answers of 4 and 5 less answers of 1 and 2, in 100 answers on the scale to \
        5"
            source: "Qualtrics: net satisfaction"
            unit: score
            better: higher
            basis: cohort
            formula: net(within(answers_of_5, 4..5), within(answers_of_5, 1..2), answers_of_5)
            usual: no
          - id: cx.csi
            definition: mean_of_5@1
            title: "Mean of the answers on the scale to 5"
            source: "Customer satisfaction index: sum of the answers by their number"
            unit: score
            better: higher
            basis: cohort
            formula: mean(answers_of_5)
          - id: cx.csi_100
            definition: rescaled_of_5@1
            title: "Mean of the answers on the scale to 5, rescaled to 0 to 100"
            source: "Customer satisfaction index from 0 to 100"
            unit: score
            better: higher
            basis: cohort
            formula: (25 * points(answers_of_5) - 25 * answers_of_5) / answers_of_5
            usual: no
          - id: cx.ces
            definition: mean_of_7@1
            title: "Mean of the answers on the scale to 7, where 7 is the least effort"
            source: "Customer effort score 2.0: made it easy"
            market: "The older scale from 1 to 5 asks for the effort, so that low is good"
            unit: score
            better: higher
            basis: cohort
            formula: mean(answers_of_7)
          - id: cx.ces_easy_share
            definition: top3_of_7@1
            title: "Share of the answers on the scale to 7 that are 5, 6 or 7"
            source: "Customer effort score 2.0 by its three upper boxes"
            unit: ratio
            better: higher
            basis: cohort
            formula: within(answers_of_7, 5..7) / answers_of_7
          - id: cx.ces_net
            definition: net_of_7@1
            title: "Answers of 6 and 7 less answers of 1 to 3, in 100 answers on the scale to 7"
            source: "Customer effort score as a net value"
            unit: score
            better: higher
            basis: cohort
            formula: net(within(answers_of_7, 6..7), within(answers_of_7, 1..3), answers_of_7)
            usual: no
          - id: cx.ces_5
            definition: mean_of_5_low@1
            title: "Mean of the answers on the scale to 5, where 1 is the least effort"
            source: "Customer effort score 1.0: effort"
            unit: score
            better: lower
            basis: cohort
            formula: mean(answers_of_5)
            usual: no
          - id: cx.dimension
            definition: mean_of_5_by_label@1
            title: "Mean of the answers on the scale to 5, by the label of the question"
            source: "Pyramid of needs, ease and pleasantness; six pillars: a label on each \
        question"
            unit: score
            better: higher
            basis: cohort
            formula: mean(answers_of_5)
            by: [[label]]
            usual: no
          - id: cx.answers
            definition: each_answer@1
            title: "Answers to surveys"
            source: "Each answer as it comes, one that changed once more"
            unit: count
            better: higher
            basis: flow
            formula: survey_answers
          - id: cx.response_rate
            definition: by_invitation_7d@1
            title: "Share of the invitations in the window that were answered within seven days"
            source: "Response rate of surveys"
            unit: ratio
            better: higher
            basis: cohort
            formula: surveys_returned / surveys_sent
            settle: 7d
            open: surveys_sent - surveys_returned
            open_moves: numerator_up
            look_back: 7d

        """
}
