// SPDX-License-Identifier: Apache-2.0

/// Definitions over every fact of sessions, messages and persons, with every filter.
enum TrackedKPIs {
    static let text = """
        measures:
          t_started: { fold: count, of: session_started, where: traffic = direct }
          t_found: { fold: count, of: session_started, where: channel = web and traffic = search | email }
          t_engaged: { fold: count, of: session_engaged }
          t_paged: { fold: count, of: session_paged, where: channel = web }
          t_acted: { fold: count, of: session_acted }
          t_attended: { fold: count, of: session_attended, where: channel = web | app }
          t_bounced: { fold: count, of: session_bounced, where: channel = app }
          t_closed: { fold: count, of: session_closed, where: engaged and not converted }
          t_closed_goal: { fold: count, of: session_closed, where: goal = signup | order }
          t_closed_lead: { fold: count, of: session_closed, where: goal = lead and traffic = other | direct and traffic = direct }
          t_closed_long: { fold: sum views, of: session_closed, where: duration >= 1m }
          t_ended: { fold: sum duration, of: session_ended, where: attended and not paged }
          t_ended_goal: { fold: count, of: session_ended, where: goal = signup and acted and goal = checkin | order }
          t_ended_permanent: { fold: count, of: session_ended, where: permanent and traffic = social }
          t_watched: { fold: sum visible, of: session_watched }
          t_watched_acts: { fold: sum interactions, of: session_watched, where: permanent }
          t_goals: { fold: count, of: goal_reached, where: goal = signup | lead }
          t_achievers: { fold: distinct person, of: goal_reached, where: channel = app }
          t_sent_hard: { fold: count, of: message_sent_bounced, where: hard }
          t_sent_soft: { fold: count, of: message_sent_bounced, where: soft and channel = email }
          t_sent: { fold: count, of: message_sent }
          t_complained: { fold: count, of: message_complained, where: delay <= 1h }
          t_opened_soon: { fold: count, of: message_opened, where: delay <= 30m }
          t_open_delay: { fold: sum delay, of: message_opened }
          t_clicked: { fold: count, of: message_clicked, where: delay > 2s }
          t_bots: { fold: count, of: message_bot_clicked }
          t_bot_delay: { fold: sum delay, of: message_bot_clicked }
          t_responded: { fold: count, of: message_responded, where: channel = push and delay <= 1h }
          t_bots_only: { fold: count, of: message_bot_clicked, where: not clicked }
          t_left: { fold: sum delay, of: message_unsubscribed }
          t_left_opened: { fold: count, of: message_unsubscribed, where: opened }
          t_delivered: { fold: count, of: message_delivered, where: channel = email | push and channel = email }
          t_new: { fold: count, of: person_active, where: gap > 1000 }
          t_kept: { fold: count, of: person_active, where: gap = 1 }
          t_back: { fold: sum gap, of: person_active, where: gap >= 2 }
          t_seen: { fold: count, of: person_first_seen }
          t_day2: { fold: count, of: person_returned, where: day = 2 }
          t_days: { fold: sum day, of: person_returned }
          t_later: { fold: count, of: person_returned, where: day >= 3 and previous < 3 }
          t_rolling: { fold: count, of: person_returned_within, where: day = 1 }
          t_rolled: { fold: sum day, of: person_returned_within }
        kpis:
          - { id: t.started, definition: t@1, unit: ratio, formula: t_found / (t_found + t_started) }
          - { id: t.early, definition: t@1, unit: count, formula: t_engaged + t_paged + t_acted }
          - { id: t.attended, definition: t@1, unit: count, formula: t_attended - t_bounced }
          - { id: t.closed, definition: t@1, unit: count, formula: t_closed + t_closed_goal, settle: 1h }
          - { id: t.lead, definition: t@1, unit: count, formula: t_closed_lead }
          - { id: t.long, definition: t@1, unit: count, formula: t_closed_long }
          - { id: t.ended, definition: t@1, unit: seconds, formula: t_ended }
          - { id: t.goal, definition: t@1, unit: count, formula: t_ended_goal + t_ended_permanent }
          - { id: t.watched, definition: t@1, unit: seconds, formula: t_watched }
          - { id: t.acts, definition: t@1, unit: count, formula: t_watched_acts }
          - { id: t.goals, definition: t@1, unit: count, formula: t_goals }
          - { id: t.achievers, definition: t@1, unit: count, formula: t_achievers }
          - { id: t.bounces, definition: t@1, unit: ratio, formula: (t_sent_hard + t_sent_soft) / t_sent }
          - { id: t.complaints, definition: t@1, unit: ratio, formula: t_complained / t_delivered, settle: 1h }
          - { id: t.opens, definition: t@1, unit: count, formula: t_opened_soon, settle: 30m }
          - { id: t.delay, definition: t@1, unit: seconds, formula: t_open_delay + t_bot_delay }
          - { id: t.bots, definition: t@1, unit: ratio, formula: t_bots / (t_bots_only + t_clicked) }
          - { id: t.responses, definition: t@1, unit: count, formula: t_responded, settle: 1h }
          - { id: t.left, definition: t@1, unit: seconds, formula: t_left, settle: attribution }
          - { id: t.left_opened, definition: t@1, unit: count, formula: t_left_opened, settle: attribution }
          - { id: t.new, definition: t@1, unit: count, formula: t_new + t_kept }
          - { id: t.back, definition: t@1, unit: count, formula: t_back, settle: 1d }
          - { id: t.day2, definition: t@1, unit: ratio, formula: t_day2 / t_seen, settle: 2d }
          - { id: t.days, definition: t@1, unit: count, formula: t_days, settle: 3d }
          - { id: t.later, definition: t@1, unit: count, formula: t_later, settle: 3d }
          - { id: t.rolling, definition: t@1, unit: ratio, formula: t_rolling / t_seen, settle: 2d }
          - { id: t.rolled, definition: t@1, unit: count, formula: t_rolled, settle: 1d }
        """
}
