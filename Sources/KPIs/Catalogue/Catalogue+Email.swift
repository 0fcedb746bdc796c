// SPDX-License-Identifier: Apache-2.0

import Events

extension Catalogue {
    /// KPIs of e-mail: every message and recipient counts once, in the window of its delivery.
    static func email(_ parameters: Parameters) -> [KPI] {
        [
            deliveryRate, openRate(parameters), clickRate(parameters),
            clickToOpenRate(parameters), unsubscribeRate(parameters),
        ]
    }

    private static let mail = FactFilter(channels: [.email])
    private static let delivered = count(.messageDelivered, mail)
    private static let clicked = count(.messageClicked, mail)
    private static let weekMilliseconds: Int64 = 7 * 86_400_000

    private static var deliveryRate: KPI {
        let sent = count(.messageSent, mail)
        let sentDelivered = count(.messageSentDelivered, mail)
        return KPI(
            "email.delivery_rate",
            definition: "delivered_per_sent@1",
            title: "Share of the messages sent in the window that were delivered",
            source: "Delivery events of the provider; a later bounce takes a delivery back",
            unit: .ratio,
            better: .higher,
            basis: .cohort,
            formula: .ratio(num: sentDelivered, den: sent),
            settle: .delivery,
            open: sent - sentDelivered,
            lookBack: weekMilliseconds
        )
    }

    private static func openRate(_ parameters: Parameters) -> KPI {
        responseRate(
            "email.open_rate",
            definition: "human_per_delivered@1",
            title: "Share of the delivered messages that a person opened",
            source: "Mailchimp without machine opens, https://mailchimp.com/help/",
            counting: count(.messageOpened, mail),
            of: delivered,
            parameters
        )
    }

    private static func clickRate(_ parameters: Parameters) -> KPI {
        responseRate(
            "email.ctr",
            definition: "human_per_delivered@1",
            title: "Share of the delivered messages that were clicked, unsubscribe links apart",
            source: "Braze: unique clicks / deliveries, less its unsubscribe links",
            counting: clicked,
            of: delivered,
            parameters
        )
    }

    private static func clickToOpenRate(_ parameters: Parameters) -> KPI {
        responseRate(
            "email.ctor",
            definition: "click_implies_open@1",
            title: "Share of the opened or clicked messages that were clicked",
            source: "Braze: click-to-open rate; a click without an open counts as opened",
            counting: clicked,
            of: count(.messageResponded, mail),
            parameters
        )
    }

    private static func unsubscribeRate(_ parameters: Parameters) -> KPI {
        var kpi = responseRate(
            "email.unsubscribe_rate",
            definition: "per_delivered@1",
            title: "Share of the delivered messages that made their recipient unsubscribe",
            source: "Braze: unsubscribes / deliveries",
            counting: count(.messageUnsubscribed, mail),
            of: delivered,
            parameters
        )
        kpi.better = .lower
        return kpi
    }

    /// The share of messages with a response within the attribution time.
    ///
    /// Until then each message without one is open; how far the value can move is not known,
    /// because a bounce after delivery takes back all that was counted of its message.
    private static func responseRate(
        _ id: String,
        definition: String,
        title: String,
        source: String,
        counting response: Expression,
        of messages: Expression,
        _ parameters: Parameters
    ) -> KPI {
        KPI(
            id,
            definition: parameters.definition(definition, .attribution),
            title: title,
            source: source,
            unit: .ratio,
            better: .higher,
            basis: .cohort,
            formula: .ratio(num: response, den: messages),
            settle: .attribution,
            open: messages - response,
            lookBack: max(weekMilliseconds, parameters.attribution)
        )
    }
}
