// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of e-mail: every message and recipient counts once.
    static let emailMeasures = """
          mails_sent:           { fold: count, of: message_sent, where: channel = email }
          mails_sent_delivered: { fold: count, of: message_sent_delivered, where: channel = email }
          mails_delivered:      { fold: count, of: message_delivered, where: channel = email }
          mails_opened:         { fold: count, of: message_opened, where: channel = email }
          mails_clicked:        { fold: count, of: message_clicked, where: channel = email }
          mails_responded:      { fold: count, of: message_responded, where: channel = email }
          mails_unsubscribed:   { fold: count, of: message_unsubscribed, where: channel = email }
          mail_open_events: { fold: count, of: event.message_opened, where: channel = email and human = any }
          mail_machine_opens: { fold: count, of: event.message_opened, where: channel = email and human = no }
          mail_click_events: { fold: count, of: event.message_clicked, where: channel = email and subtype != unsubscribe and human = any }
          mail_bot_clicks: { fold: count, of: event.message_clicked, where: channel = email and subtype != unsubscribe and human = no }
          mail_unsubscribe_events: { fold: count, of: event.unsubscribed, where: channel = email }
          mail_resubscribe_events: { fold: count, of: event.resubscribed, where: channel = email }
          mail_complaint_events: { fold: count, of: event.complained, where: channel = email }
          mails_sent_in: { fold: distinct message, of: event.message_sent, where: channel = email }
          mails_delivered_in: { fold: distinct message, of: event.message_delivered, where: channel = email }
          mails_opened_raw: { fold: distinct message, of: event.message_opened, where: channel = email and human = any }
          mails_bounced_in: { fold: distinct message, of: event.message_bounced, where: channel = email }
          mails_bounced_hard: { fold: distinct message, of: event.message_bounced, where: channel = email and subtype = hard }
          mails_bounced_soft: { fold: distinct message, of: event.message_bounced, where: channel = email and subtype = soft }
          mails_complained_in: { fold: distinct message, of: event.complained, where: channel = email }

        """

    /// KPIs of e-mail, in the window of the delivery.
    ///
    /// How far a response rate can still move is not known, because a bounce after delivery takes
    /// back all that was counted of its message.
    static let emailKPIs = """
          - id: email.delivery_rate
            definition: delivered_per_sent@1
            title: "Share of the messages sent in the window that were delivered"
            source: "Delivery events of the provider; a later bounce takes a delivery back"
            unit: ratio
            better: higher
            basis: cohort
            formula: mails_sent_delivered / mails_sent
            settle: delivery
            open: mails_sent - mails_sent_delivered
            look_back: 7d
          - id: email.open_rate
            definition: human_per_delivered@1
            parameters: [attribution]
            title: "Share of the delivered messages that a person opened"
            source: "Mailchimp without machine opens, https://mailchimp.com/help/"
            unit: ratio
            better: higher
            basis: cohort
            formula: mails_opened / mails_delivered
            settle: attribution
            open: mails_delivered - mails_opened
            look_back: attribution
          - id: email.ctr
            definition: human_per_delivered@1
            parameters: [attribution]
            title: "Share of the delivered messages that were clicked, unsubscribe links apart"
            source: "Braze: unique clicks / deliveries, less its unsubscribe links"
            unit: ratio
            better: higher
            basis: cohort
            formula: mails_clicked / mails_delivered
            settle: attribution
            open: mails_delivered - mails_clicked
            look_back: attribution
          - id: email.ctor
            definition: click_implies_open@1
            parameters: [attribution]
            title: "Share of the opened or clicked messages that were clicked"
            source: "Braze: click-to-open rate; a click without an open counts as opened"
            unit: ratio
            better: higher
            basis: cohort
            formula: mails_clicked / mails_responded
            settle: attribution
            open: mails_responded - mails_clicked
            look_back: attribution
          - id: email.unsubscribe_rate
            definition: per_delivered@1
            parameters: [attribution]
            title: "Share of the delivered messages that made their recipient unsubscribe"
            source: "Braze: unsubscribes / deliveries"
            unit: ratio
            better: lower
            basis: cohort
            formula: mails_unsubscribed / mails_delivered
            settle: attribution
            open: mails_delivered - mails_unsubscribed
            look_back: attribution
          - id: email.open_rate_raw
            definition: all_per_delivered_flow@1
            title: "Different messages opened by persons or machines in the window, per message delivered in it"
            source: "Braze: unique opens, machine opens among them, / deliveries"
            unit: ratio
            better: higher
            basis: flow
            formula: mails_opened_raw / mails_delivered_in
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
            title: "Share of the clicks that no person caused, as the source says; unsubscribe links apart"
            source: "Mailchimp and Mailgun mark clicks of scanners"
            unit: ratio
            better: lower
            basis: cohort
            formula: mail_bot_clicks / mail_click_events
          - id: email.bounce_rate
            definition: unique_per_sent_flow@1
            title: "Different messages that bounced in the window, per message sent in it"
            source: "SendGrid: bounces, hard and soft, / sends"
            unit: ratio
            better: lower
            basis: flow
            formula: mails_bounced_in / mails_sent_in
          - id: email.hard_bounce_rate
            definition: unique_per_sent_flow@1
            title: "Different messages that bounced for good in the window, per message sent in it"
            source: "SendGrid: bounces of subtype hard / sends"
            unit: ratio
            better: lower
            basis: flow
            formula: mails_bounced_hard / mails_sent_in
          - id: email.soft_bounce_rate
            definition: unique_per_sent_flow@1
            title: "Different messages that bounced for now in the window, per message sent in it"
            source: "SendGrid: bounces of subtype soft / sends"
            unit: ratio
            better: lower
            basis: flow
            formula: mails_bounced_soft / mails_sent_in
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
          - id: email.complaint_rate
            definition: unique_per_delivered_flow@1
            title: "Different messages complained about in the window, per message delivered in it"
            source: "Braze divides spam reports by sends, others by deliveries"
            unit: ratio
            better: lower
            basis: flow
            formula: mails_complained_in / mails_delivered_in

        """
}
