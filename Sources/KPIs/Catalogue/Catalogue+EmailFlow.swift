// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// KPIs of e-mail, in the window of each event.
    static let emailFlowKPIs = """
          - id: email.open_rate_flow
            definition: human_per_delivered_flow@1
            title: "Different messages opened by persons in the window, per message delivered \
        in it"
            source: "Plain quotient of one window; opens of earlier deliveries may lift it \
        above 1"
            unit: ratio
            better: higher
            basis: flow
            formula: mails_opened_in / mails_delivered_in
          - id: email.ctr_flow
            definition: human_per_delivered_flow@1
            title: "Different messages clicked in the window, per message delivered in it"
            source: "Plain quotient of one window; unsubscribe links apart"
            unit: ratio
            better: higher
            basis: flow
            formula: mails_clicked_in / mails_delivered_in
          - id: email.ctr_with_unsubscribes
            definition: any_link_flow@1
            title: "Different messages clicked in the window, unsubscribe links included, per \
        message delivered in it"
            source: "Braze: unique clicks / deliveries"
            unit: ratio
            better: higher
            basis: flow
            formula: mails_clicked_any / mails_delivered_in
            usual: no
          - id: email.ctr_total
            definition: each_click_flow@1
            title: "Clicks in the window, repeated ones included, per message delivered in it"
            source: "Total clicks / deliveries"
            unit: ratio
            better: higher
            basis: flow
            formula: mail_human_clicks / mails_delivered_in
            usual: no
          - id: email.open_rate_raw
            definition: all_per_delivered_flow@1
            title: "Different messages opened by persons or machines in the window, per message \
        delivered in it"
            source: "Braze: unique opens, machine opens among them, / deliveries"
            unit: ratio
            better: higher
            basis: flow
            formula: mails_opened_raw / mails_delivered_in
          - id: email.open_rate_corrected
            definition: less_machine_only_flow@1
            title: "Different messages opened by persons in the window, per message delivered \
        in it and not opened by machines alone"
            source: "Deployteq: (opens - machine opens) / (delivered - machine opens)"
            unit: ratio
            better: higher
            basis: flow
            formula: mails_opened_in / (mails_delivered_in - mails_opened_raw + mails_opened_in)
          - id: email.machine_open_share
            definition: source_flag@1
            title: "Share of the opens that no person caused, as the source says"
            source: "Braze: machine opens; Apple fetches pictures before anybody reads"
            unit: ratio
            better: lower
            basis: cohort
            formula: mail_machine_opens / mail_open_events
          - id: email.bot_click_share
            definition: source_flag@1
            title: "Share of the clicks that no person caused, as the source says; unsubscribe \
        links apart"
            source: "Mailchimp and Mailgun mark clicks of scanners"
            unit: ratio
            better: lower
            basis: cohort
            formula: mail_bot_clicks / mail_click_events
          - id: email.bounce_rate_flow
            definition: unique_per_sent_flow@1
            title: "Different messages that bounced in the window, per message sent in it"
            source: "Plain quotient of one window"
            unit: ratio
            better: lower
            basis: flow
            formula: mails_bounced_in / mails_sent_in
          - id: email.hard_bounce_rate_flow
            definition: unique_per_sent_flow@1
            title: "Different messages that bounced for good in the window, per message sent in \
        it"
            source: "Plain quotient of one window"
            unit: ratio
            better: lower
            basis: flow
            formula: mails_bounced_hard / mails_sent_in
            usual: no
          - id: email.soft_bounce_rate_flow
            definition: unique_per_sent_flow@1
            title: "Different messages that bounced for now in the window, per message sent in \
        it"
            source: "Plain quotient of one window"
            unit: ratio
            better: lower
            basis: flow
            formula: mails_bounced_soft / mails_sent_in
            usual: no
          - id: email.complaint_rate_flow
            definition: unique_per_delivered_flow@1
            title: "Different messages complained about in the window, per message delivered in \
        it"
            source: "Plain quotient of one window"
            unit: ratio
            better: lower
            basis: flow
            formula: mails_complained_in / mails_delivered_in
            usual: no
          - id: email.unsubscribes
            definition: each_event@1
            title: "Unsubscriptions; who subscribes again is not subtracted"
            source: "SendGrid: unsubscribe events"
            unit: count
            better: lower
            basis: flow
            formula: mail_unsubscribe_events
          - id: email.resubscribes
            definition: each_event@1
            title: "Renewed subscriptions"
            source: "SendGrid: group resubscribe events"
            unit: count
            better: higher
            basis: flow
            formula: mail_resubscribe_events
          - id: email.complaints
            definition: each_event@1
            title: "Complaints about unwanted mail"
            source: "SendGrid: spam reports"
            unit: count
            better: lower
            basis: flow
            formula: mail_complaint_events

        """
}
