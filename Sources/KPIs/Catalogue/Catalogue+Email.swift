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

        """
}
