// SPDX-License-Identifier: Apache-2.0

import Events

extension Measure {
    /// Event types without which the measure would count something else, as bits.
    ///
    /// Besides the types that become the fact these are the types that change it: all activity of
    /// a session, all events of a message, and `alias` wherever it matters who did something.
    var sources: UInt64 {
        if let event {
            let types = event.types.bits
            return fold == .distinct && event.item == .person
                ? types | [EventType.alias].bits : types
        }
        let types = fact.sources(channels: filter.channels)
        return fact.knowsActor || fold == .distinct ? types | [EventType.alias].bits : types
    }
}

extension FactKind {
    private static let webActivity: [EventType] = [
        .pageView, .engagement, .interaction, .conversion, .order, .lead, .sessionStart,
    ]
    private static let appActivity: [EventType] = [
        .appOpen, .screenView, .sessionStart, .interaction, .conversion, .order, .engagement,
    ]
    private static let messages: [EventType] = [
        .messageSent, .messageDelivered, .messageBounced, .messageOpened, .messageClicked,
        .unsubscribed,
    ]

    /// Whether the fact depends on which device belongs to which user.
    var knowsActor: Bool {
        switch self {
        case .sessionStarted, .sessionEngaged, .sessionBounced, .sessionEnded, .appInstalled,
            .personActive, .personFirstSeen, .personReturnedDay1:
            true
        default: false
        }
    }

    /// Event types that make or change a fact of this kind on the given channels, as bits.
    func sources(channels: UInt16) -> UInt64 {
        switch self {
        case .pageViewed: [EventType.pageView].bits
        case .webActive: Self.webActivity.bits
        case .appActive, .personActive, .personFirstSeen, .personReturnedDay1:
            Self.appActivity.bits
        case .sessionStarted, .sessionEngaged, .sessionBounced, .sessionEnded:
            (channels & (1 << Channel.web.rawValue) != 0 ? Self.webActivity.bits : 0)
                | (channels & (1 << Channel.app.rawValue) != 0 ? Self.appActivity.bits : 0)
        case .messageSent, .messageSentDelivered, .messageDelivered, .messageOpened,
            .messageClicked, .messageResponded, .messageUnsubscribed:
            Self.messages.bits
        case .appInstalled: [EventType.install].bits
        case .contentSeen: [EventType.contentView, .impression].bits
        case .contentShown: [EventType.impression].bits
        case .contentEngaged: [EventType.reaction, .comment, .share, .save].bits
        case .totalsChanged: [EventType.totals].bits
        case .event: 0
        }
    }
}

extension [EventType] {
    /// The types as bits by `EventType.rawValue`.
    var bits: UInt64 { reduce(0) { $0 | 1 << UInt64($1.rawValue) } }
}
