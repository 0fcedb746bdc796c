// SPDX-License-Identifier: Apache-2.0

extension Catalogue {
    /// Measures of e-mail: every message and recipient counts once.
    static let emailMeasures = """
          mails_sent:           { fold: count, of: message_sent, where: channel = email }
          mails_sent_delivered: { fold: count, of: message_sent_delivered, where: channel = email }
          mails_sent_bounced:   { fold: count, of: message_sent_bounced, where: channel = email }
          mails_sent_hard:      { fold: count, of: message_sent_bounced, where: channel = email and hard }
          mails_sent_soft:      { fold: count, of: message_sent_bounced, where: channel = email and soft }
          mails_not_bounced:    mails_sent - mails_sent_bounced
          mails_delivered:      { fold: count, of: message_delivered, where: channel = email }
          mails_opened:         { fold: count, of: message_opened, where: channel = email }
          mails_opened_1h:      { fold: count, of: message_opened, where: channel = email and delay <= 1h }
          mails_clicked:        { fold: count, of: message_clicked, where: channel = email }
          mails_clicked_1h:     { fold: count, of: message_clicked, where: channel = email and delay <= 1h }
          mails_bot_clicked:    { fold: count, of: message_bot_clicked, where: channel = email }
          mails_only_bot_clicked: { fold: count, of: message_bot_clicked, where: channel = email and not clicked }
          mails_responded:      { fold: count, of: message_responded, where: channel = email }
          mails_unsubscribed:   { fold: count, of: message_unsubscribed, where: channel = email }
          mails_opened_unsubscribed: { fold: count, of: message_unsubscribed, where: channel = email and opened }
          mails_complained:     { fold: count, of: message_complained, where: channel = email }
          mail_open_events: { fold: count, of: event.message_opened, where: channel = email and human = any }
          mail_machine_opens: { fold: count, of: event.message_opened, where: channel = email and human = no }
          mail_click_events: { fold: count, of: event.message_clicked, where: channel = email and subtype != unsubscribe and human = any }
          mail_bot_clicks: { fold: count, of: event.message_clicked, where: channel = email and subtype != unsubscribe and human = no }
          mail_human_clicks: { fold: count, of: event.message_clicked, where: channel = email and subtype != unsubscribe }
          mail_unsubscribe_events: { fold: count, of: event.unsubscribed, where: channel = email }
          mail_resubscribe_events: { fold: count, of: event.resubscribed, where: channel = email }
          mail_complaint_events: { fold: count, of: event.complained, where: channel = email }
          mails_sent_in: { fold: distinct message, of: event.message_sent, where: channel = email }
          mails_delivered_in: { fold: distinct message, of: event.message_delivered, where: channel = email }
          mails_opened_raw: { fold: distinct message, of: event.message_opened, where: channel = email and human = any }
          mails_opened_in: { fold: distinct message, of: event.message_opened, where: channel = email }
          mails_clicked_in: { fold: distinct message, of: event.message_clicked, where: channel = email and subtype != unsubscribe }
          mails_clicked_any: { fold: distinct message, of: event.message_clicked, where: channel = email }
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
            market: "Braze counts what was sent and did not bounce; Mailchimp shows a number \
        under that name"
            unit: ratio
            better: higher
            basis: cohort
            formula: mails_sent_delivered / mails_sent
            settle: delivery
            open: mails_sent - mails_sent_delivered
            look_back: 7d
          - id: email.delivery_rate_unconfirmed
            definition: sent_less_bounced@1
            title: "Share of the messages sent in the window that did not bounce"
            source: "Braze: (sends - bounces) / sends, for sources that confirm no delivery"
            unit: ratio
            better: higher
            basis: cohort
            formula: mails_not_bounced / mails_sent
            settle: delivery
            look_back: 7d
            usual: no
          - id: email.open_rate
            definition: human_per_delivered@1
            parameters: [attribution]
            title: "Share of the delivered messages that a person opened"
            source: "Mailchimp without machine opens, https://mailchimp.com/help/"
            market: "Braze counts opens of seven days, machine opens apart; watch for drops \
        rather than levels, since pictures are fetched before anybody reads"
            unit: ratio
            better: higher
            basis: cohort
            formula: mails_opened / mails_delivered
            settle: attribution
            open: mails_delivered - mails_opened
            look_back: attribution
          - id: email.ctr
            definition: human_per_delivered@3
            parameters: [attribution]
            title: "Share of the delivered messages that were clicked, unsubscribe links apart"
            source: "Braze: unique clicks / deliveries, less its unsubscribe links"
            market: "Braze counts clicks on unsubscribe links, too"
            unit: ratio
            better: higher
            basis: cohort
            formula: mails_clicked / mails_delivered
            settle: attribution
            open: mails_delivered - mails_clicked
            look_back: attribution
          - id: email.ctor
            definition: click_implies_open@3
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
            market: "Mailchimp reports the share of those who opened; others divide by sends"
            unit: ratio
            better: lower
            basis: cohort
            formula: mails_unsubscribed / mails_delivered
            settle: attribution
            open: mails_delivered - mails_unsubscribed
            look_back: attribution
          - id: email.unsubscribe_rate_per_open
            definition: per_opened@2
            parameters: [attribution]
            title: "Share of the opened messages that made their recipient unsubscribe"
            source: "Mailchimp: unsubscribes of those who opened"
            unit: ratio
            better: lower
            basis: cohort
            formula: mails_opened_unsubscribed / mails_opened
            settle: attribution
            look_back: attribution
            usual: no
          - id: email.bounce_rate
            definition: per_sent@1
            title: "Share of the messages sent in the window that bounced"
            source: "SendGrid: bounces, hard and soft, / sends"
            unit: ratio
            better: lower
            basis: cohort
            formula: mails_sent_bounced / mails_sent
            settle: delivery
            look_back: 7d
          - id: email.hard_bounce_rate
            definition: per_sent@1
            title: "Share of the messages sent in the window that bounced for good"
            source: "SendGrid: bounces of subtype hard / sends"
            unit: ratio
            better: lower
            basis: cohort
            formula: mails_sent_hard / mails_sent
            settle: delivery
            look_back: 7d
          - id: email.soft_bounce_rate
            definition: per_sent@1
            title: "Share of the messages sent in the window that bounced for now"
            source: "SendGrid: bounces of subtype soft / sends"
            unit: ratio
            better: lower
            basis: cohort
            formula: mails_sent_soft / mails_sent
            settle: delivery
            look_back: 7d
          - id: email.complaint_rate
            definition: per_delivered@1
            parameters: [attribution]
            title: "Share of the delivered messages that were complained about"
            source: "Braze divides spam reports by sends, others by deliveries"
            unit: ratio
            better: lower
            basis: cohort
            formula: mails_complained / mails_delivered
            settle: attribution
            open: mails_delivered - mails_complained
            look_back: attribution
          - id: email.open_rate_1h
            definition: human_per_delivered_1h@1
            title: "Share of the delivered messages that a person opened within an hour"
            source: "Open rate with an attribution of one hour, for alerts"
            unit: ratio
            better: higher
            basis: cohort
            formula: mails_opened_1h / mails_delivered
            settle: 1h
            open: mails_delivered - mails_opened_1h
            look_back: 7d
            windows: [1m, 1h, 1d]
          - id: email.ctr_1h
            definition: human_per_delivered_1h@2
            title: "Share of the delivered messages that were clicked within an hour"
            source: "Click rate with an attribution of one hour, for alerts"
            unit: ratio
            better: higher
            basis: cohort
            formula: mails_clicked_1h / mails_delivered
            settle: 1h
            open: mails_delivered - mails_clicked_1h
            look_back: 7d
            windows: [1m, 1h, 1d]
          - id: email.bot_clicked_share
            definition: by_pace@3
            parameters: [attribution]
            title: "Share of the clicked messages whose clicks came too fast for a person"
            source: "First click within 2 s of the delivery, or three links within 2 s"
            market: "Mailchimp filters scanners by a list that it does not publish"
            unit: ratio
            better: lower
            basis: cohort
            formula: mails_bot_clicked / (mails_clicked + mails_only_bot_clicked)
            settle: attribution
            look_back: attribution

        """
}
