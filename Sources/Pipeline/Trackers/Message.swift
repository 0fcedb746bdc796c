// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// One message to one recipient: what its facts are derived from; all times in whole seconds since
/// 1970.
///
/// The table keeps it as a `PackedMessage`.
struct Message: BitwiseCopyable {
    /// Nothing seen of that kind.
    static var never: Int64 { .max }
    /// Clicks sooner than this after the delivery are a machine's, s.
    static var quickestClick: Int64 { 2 }

    /// Earliest times; `never` where nothing was seen.
    var sent = Message.never
    var delivered = Message.never
    var opened = Message.never
    var clicked = Message.never
    /// The earliest click that is two seconds or more after `clicked`.
    var clickedAgain = Message.never
    var unsubscribed = Message.never
    var complained = Message.never
    /// Latest bounce; `never` too where there was none.
    var bounced = Message.never
    /// What was clicked in the second `clicked`, and in the one after it.
    var links = LinkSet()
    var linksAtOnce = LinkSet()
    /// Whether one of the bounces was for good.
    var hasHardBounce = false
    /// Dimension values of the earliest sending and of the earliest delivery.
    var sentCombination: UInt32 = 0
    var deliveredCombination: UInt32 = 0
    var channel: Channel

    init(channel: Channel) { self.channel = channel }

    /// The whole second of a time in ms.
    static func second(of time: Int64) -> Int64 {
        let rest = time % 1_000
        return (time - (rest < 0 ? rest + 1_000 : rest)) / 1_000
    }

    /// Takes an event in.
    @inline(__always)
    mutating func absorb(_ event: borrowing Event, combination: UInt32) {
        let time = Self.second(of: event.time)
        switch event.type {
        case .messageSent:
            if time < sent {
                sent = time
                sentCombination = combination
            }
        case .messageDelivered:
            if time < delivered {
                delivered = time
                deliveredCombination = combination
            }
        case .messageBounced:
            bounced = bounced == Self.never ? time : max(bounced, time)
            if event.subtype == .hard { hasHardBounce = true }
        case .messageOpened: opened = min(opened, time)
        case .messageClicked: click(time, LinkSet(event.object))
        case .unsubscribed: unsubscribed = min(unsubscribed, time)
        case .complained: complained = min(complained, time)
        default: break
        }
    }

    /// Takes a click in.
    ///
    /// Of all clicks the second of the earliest is known, what was clicked in it and in the one after
    /// it, and the earliest later than that: so those of the first two seconds can be judged, and told
    /// from the first after them.
    private mutating func click(_ time: Int64, _ link: LinkSet) {
        guard clicked != Self.never else {
            (clicked, links) = (time, link)
            return
        }
        if time < clicked {
            if clicked - time > 1 {
                clickedAgain = clicked
                linksAtOnce = LinkSet()
            } else {
                if !linksAtOnce.isEmpty { clickedAgain = clicked + 1 }
                linksAtOnce = links
            }
            (clicked, links) = (time, link)
        } else if time == clicked {
            links = links.union(link)
        } else if time == clicked + 1 {
            linksAtOnce = linksAtOnce.union(link)
        } else {
            clickedAgain = min(clickedAgain, time)
        }
    }

    /// Whether the first two seconds saw so many links clicked that a machine did it.
    private var isBurst: Bool { links.union(linksAtOnce).areMany }

    /// The earliest click that is a person's: of those that are known and of no burst the first that
    /// comes `quickestClick` or more after the delivery.
    private var clickedByPerson: Int64 {
        let first = delivered + Self.quickestClick
        if !isBurst {
            if clicked >= first { return clicked }
            if !linksAtOnce.isEmpty, clicked + 1 >= first { return clicked + 1 }
        }
        return clickedAgain >= first ? clickedAgain : Self.never
    }

    /// The facts that hold now, of the kinds that are wanted.
    ///
    /// - Parameters:
    ///   - attribution: how long what recipients do is credited to the delivery, s.
    ///   - wanted: the kinds that anybody counts.
    /// - Returns: them.
    func facts(attribution: Int64, wanted: FactKindSet = .all) -> MessageFacts {
        var facts = MessageFacts()
        let isBounced = bounced != Self.never
        let isDelivered = delivered != Self.never && (!isBounced || bounced < delivered)
        if sent != Self.never {
            func say(_ kind: FactKind) -> Fact? {
                wanted.contains(kind) ? fact(kind, sent, sentCombination) : nil
            }
            facts.sent = say(.messageSent)
            if isDelivered { facts.sentDelivered = say(.messageSentDelivered) }
            if isBounced, !isDelivered { facts.sentBounced = say(.messageSentBounced) }
            facts.sentBounced?.flags = hasHardBounce ? .hard : .soft
        }
        guard isDelivered else { return facts }
        let lastCredited = delivered + attribution
        func credit(_ kind: FactKind, _ time: Int64) -> Fact? {
            guard time <= lastCredited, wanted.contains(kind) else { return nil }
            var fact = fact(kind, delivered, deliveredCombination)
            fact.value = max(0, time - delivered) * 1_000
            return fact
        }
        if wanted.contains(.messageDelivered) {
            facts.delivered = fact(.messageDelivered, delivered, deliveredCombination)
        }
        facts.opened = credit(.messageOpened, opened)
        facts.clicked = credit(.messageClicked, clickedByPerson)
        facts.responded = credit(.messageResponded, min(opened, clickedByPerson))
        facts.unsubscribed = credit(.messageUnsubscribed, unsubscribed)
        if opened <= lastCredited { facts.unsubscribed?.flags = .opened }
        facts.complained = credit(.messageComplained, complained)
        if clicked < delivered + Self.quickestClick || isBurst {
            facts.botClicked = credit(.messageBotClicked, clicked)
            if clickedByPerson <= lastCredited { facts.botClicked?.flags = .clicked }
        }
        return facts
    }

    private func fact(_ kind: FactKind, _ second: Int64, _ combination: UInt32) -> Fact {
        Fact(kind, channel: channel, time: second * 1_000, combination: combination)
    }
}

/// The facts of one message; nil where one does not hold or nobody counts it.
struct MessageFacts {
    var sent: Fact?
    var sentDelivered: Fact?
    var sentBounced: Fact?
    var delivered: Fact?
    var opened: Fact?
    var clicked: Fact?
    var responded: Fact?
    var unsubscribed: Fact?
    var complained: Fact?
    var botClicked: Fact?
}
