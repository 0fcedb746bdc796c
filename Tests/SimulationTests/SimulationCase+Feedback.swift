// SPDX-License-Identifier: Apache-2.0

import TestSupport

extension SimulationCase {
    /// Every fact of answers, money and the journey, with every quantity, flag and item.
    static let feedbackKPIs = """
        measures:
          given: { fold: count, of: answer_given }
          promoters: { fold: count, of: answer_given, where: score >= 9 and scale = 10 }
          given_scores: { fold: sum score, of: answer_given }
          scales: { fold: sum scale, of: answer_given }
          stars: { fold: sum score, of: review_given }
          reviews: { fold: count, of: review_given }
          labeled: { fold: count, of: text_labeled }
          positive: { fold: count, of: text_labeled, where: positive }
          neutral: { fold: count, of: text_labeled, where: neutral }
          negative: { fold: count, of: text_labeled, where: negative }
          posts: { fold: count, of: text_labeled, where: channel = social }
          sentiments: { fold: sum sentiment, of: text_labeled, where: channel = social }
          asked: { fold: count, of: survey_sent }
          asked_people: { fold: distinct person, of: survey_sent }
          returned: { fold: count, of: survey_returned, where: delay <= 1d }
          all_returned: { fold: count, of: survey_returned }
          delays: { fold: sum delay, of: survey_returned }
          spent_money: { fold: sum amount, of: money_spent }
          restated: { fold: sum amount, of: money_spent, where: channel = business }
          leads: { fold: count, of: lead_arrived }
          lead_people: { fold: distinct person, of: lead_arrived }
          buyers: { fold: count, of: buyer_arrived }
          revenue: { fold: sum amount, of: buyer_spent }
          first_orders: { fold: count, of: buyer_spent, where: days <= 0 }
          credited: { fold: sum amount, of: revenue_attributed }
          in_contact: { fold: distinct person, of: stage_reached, where: stage = contact }
          in_trust: { fold: count, of: stage_reached, where: stage = trust }
          entered: { fold: count, of: stage_entered, where: stage = visibility }
          bought: { fold: count, of: stage_advanced, where: stage = visibility and to = trust }
          began: { fold: count, of: stage_entered }
          advanced: { fold: count, of: stage_advanced }
          wrote: { fold: count, of: fan_wrote }
          started: { fold: count, of: fan_wrote, where: silence >= 20m }
          going_on: { fold: count, of: fan_wrote, where: silence < 1d }
          again: { fold: sum silence, of: fan_wrote }
          interacted: { fold: count, of: person_interacted }
          times: { fold: sum times, of: person_interacted }
        kpis:
          - { id: way.promoters, definition: o@1, unit: ratio, formula: promoters / given }
          - { id: way.score, definition: o@1, unit: score, formula: given_scores / given, settle: 1d }
          - { id: way.scale, definition: o@1, unit: score, formula: scales / given }
          - { id: way.stars, definition: o@1, unit: score, formula: stars / reviews }
          - { id: way.positive, definition: o@1, unit: ratio, formula: (positive - negative) / labeled }
          - { id: way.neutral, definition: o@1, unit: count, formula: neutral, settle: 7d }
          - { id: way.mood, definition: o@1, unit: score, formula: sentiments / posts }
          - { id: way.returned, definition: o@1, unit: ratio, formula: returned / asked, settle: 7d }
          - { id: way.asked, definition: o@1, unit: count, formula: asked_people }
          - { id: way.delay, definition: o@1, unit: seconds, formula: delays / all_returned, settle: 1d }
          - { id: way.spent, definition: o@1, unit: currency, formula: spent_money, settle: 3d }
          - { id: way.restated, definition: o@1, unit: currency, formula: restated }
          - { id: way.leads, definition: o@1, unit: count, formula: leads, settle: 1d }
          - { id: way.lead_people, definition: o@1, unit: count, formula: lead_people }
          - { id: way.value, definition: o@1, unit: currency, formula: revenue / buyers, settle: 7d }
          - { id: way.orders, definition: o@1, unit: count, formula: first_orders }
          - { id: way.credited, definition: o@1, unit: currency, formula: credited }
          - { id: way.contact, definition: o@1, unit: count, formula: in_contact }
          - { id: way.trust, definition: o@1, unit: count, formula: in_trust }
          - { id: way.bought, definition: o@1, unit: ratio, formula: bought / entered, settle: 7d }
          - { id: way.advanced, definition: o@1, unit: ratio, basis: flow, formula: advanced / began }
          - { id: way.started, definition: o@1, unit: ratio, formula: started / wrote }
          - { id: way.again, definition: o@1, unit: seconds, formula: again / going_on }
          - { id: way.interactions, definition: o@1, unit: count, formula: times / interacted, settle: 7d }
          - { id: way.interacted, definition: o@1, unit: count, formula: interacted, settle: 14d }
        """

    /// The ids of these KPIs.
    static var feedbackIDs: [String] {
        feedbackKPIs.split(separator: "\n").compactMap { line in
            line.split(separator: "id: ").dropFirst().first?.split(separator: ",").first
                .map(String.init)
        }
    }

    /// Times that a story of some hours or days reaches, or the real ones.
    static func feedback(_ random: inout SplitMix64) -> ModelConfiguration.Feedback {
        var times = ModelConfiguration.Feedback()
        let (hour, day): (Int64, Int64) = (3_600_000, 86_400_000)
        times.change = random.pick([30 * day, 2 * hour])
        times.survey = random.pick([7 * day, hour, hour / 3])
        times.lead = random.pick([90 * day, 2 * hour, hour / 3])
        times.touch = random.pick([30 * day, hour])
        times.stage = random.pick([7 * day, 2 * hour, hour / 3])
        times.silence = random.pick([30 * day, hour])
        return times
    }
}
