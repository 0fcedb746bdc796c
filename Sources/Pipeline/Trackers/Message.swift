// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// One message to one recipient: what its facts are derived from.
struct Message: BitwiseCopyable {
    /// Nothing seen of that kind.
    static var never: Int64 { .max }

    /// Earliest times, ms; `never` where nothing was seen.
    var sent = Message.never
    var delivered = Message.never
    var opened = Message.never
    var clicked = Message.never
    var unsubscribed = Message.never
    /// Latest bounce, ms.
    var bounced = Int64.min
    /// Dimension values of the earliest sending and of the earliest delivery.
    var sentCombination: UInt32 = 0
    var deliveredCombination: UInt32 = 0
    var channel: Channel

    init(channel: Channel) { self.channel = channel }

    /// Takes an event in.
    mutating func absorb(_ event: borrowing Event, combination: UInt32) {
        switch event.type {
        case .messageSent:
            if event.time < sent {
                sent = event.time
                sentCombination = combination
            }
        case .messageDelivered:
            if event.time < delivered {
                delivered = event.time
                deliveredCombination = combination
            }
        case .messageBounced: bounced = max(bounced, event.time)
        case .messageOpened: opened = min(opened, event.time)
        case .messageClicked:
            clicked = min(clicked, event.time)
        case .unsubscribed: unsubscribed = min(unsubscribed, event.time)
        default: break
        }
    }

    /// The largest of its times, ms.
    var latest: Int64 {
        var latest = bounced
        if sent != Self.never { latest = max(latest, sent) }
        if delivered != Self.never { latest = max(latest, delivered) }
        if opened != Self.never { latest = max(latest, opened) }
        if clicked != Self.never { latest = max(latest, clicked) }
        if unsubscribed != Self.never { latest = max(latest, unsubscribed) }
        return latest
    }

    /// The facts that hold now.
    func facts(attribution: Int64) -> MessageFacts {
        let isDelivered = delivered != Self.never && bounced < delivered
        var facts = MessageFacts()
        if sent != Self.never {
            facts.sent = fact(.messageSent, sent, sentCombination)
            if isDelivered {
                facts.sentDelivered = fact(.messageSentDelivered, sent, sentCombination)
            }
        }
        guard isDelivered else { return facts }
        let end = delivered + attribution
        facts.delivered = fact(.messageDelivered, delivered, deliveredCombination)
        if opened <= end { facts.opened = fact(.messageOpened, delivered, deliveredCombination) }
        if clicked <= end { facts.clicked = fact(.messageClicked, delivered, deliveredCombination) }
        if min(opened, clicked) <= end {
            facts.responded = fact(.messageResponded, delivered, deliveredCombination)
        }
        if unsubscribed <= end {
            facts.unsubscribed = fact(.messageUnsubscribed, delivered, deliveredCombination)
        }
        return facts
    }

    private func fact(_ kind: FactKind, _ time: Int64, _ combination: UInt32) -> Fact {
        Fact(kind, channel: channel, time: time, combination: combination)
    }
}

/// The facts of one message; nil where one does not hold.
struct MessageFacts {
    var sent: Fact?
    var sentDelivered: Fact?
    var delivered: Fact?
    var opened: Fact?
    var clicked: Fact?
    var responded: Fact?
    var unsubscribed: Fact?
}
