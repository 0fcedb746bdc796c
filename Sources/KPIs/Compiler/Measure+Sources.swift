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

extension KPI {
    /// Event types without which it would count something else, as bits.
    public var sources: UInt64 { measures.reduce(0) { $0 | $1.sources } }
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
        .unsubscribed, .complained,
    ]

    private static let keyEvents: [EventType] = [.conversion, .order, .lead]

    /// Whether the fact depends on which device belongs to which user.
    var knowsActor: Bool {
        switch self {
        case .sessionStarted, .sessionEngaged, .sessionBounced, .sessionEnded, .sessionPaged,
            .sessionActed, .sessionAttended, .sessionClosed, .sessionWatched, .appInstalled,
            .personActive, .personFirstSeen, .personReturned, .personReturnedWithin, .leadArrived,
            .buyerArrived, .buyerSpent, .revenueAttributed, .stageReached, .stageEntered,
            .stageAdvanced, .surveySent, .surveyReturned, .personInteracted:
            true
        default: false
        }
    }

    /// Event types that make or change a fact of this kind on the given channels, as bits.
    func sources(channels: UInt16) -> UInt64 {
        switch self {
        case .pageViewed: [EventType.pageView].bits
        case .webActive: Self.webActivity.bits
        case .goalReached: Self.keyEvents.bits
        case .appActive, .personActive, .personFirstSeen, .personReturned, .personReturnedWithin:
            Self.appActivity.bits
        case .sessionStarted, .sessionEngaged, .sessionBounced, .sessionEnded, .sessionPaged,
            .sessionActed, .sessionAttended, .sessionClosed, .sessionWatched:
            (channels & (1 << Channel.web.rawValue) != 0 ? Self.webActivity.bits : 0)
                | (channels & (1 << Channel.app.rawValue) != 0 ? Self.appActivity.bits : 0)
        case .messageSent, .messageSentDelivered, .messageSentBounced, .messageDelivered,
            .messageOpened, .messageClicked, .messageResponded, .messageUnsubscribed,
            .messageComplained, .messageBotClicked:
            Self.messages.bits
        case .appInstalled: [EventType.install].bits
        case .contentSeen: [EventType.contentView, .impression].bits
        case .contentShown: [EventType.impression].bits
        case .contentEngaged: [EventType.reaction, .comment, .share, .save].bits
        case .totalsChanged, .totalsRead: [EventType.totals].bits
        default: journeySources
        }
    }

    /// Event types of answers, money and the journey, as bits.
    private var journeySources: UInt64 {
        switch self {
        case .answerGiven: [EventType.surveyAnswered].bits
        case .surveySent, .surveyReturned: [EventType.surveyInvited, .surveyAnswered].bits
        case .reviewGiven: [EventType.review].bits
        case .textLabeled: [EventType.mention, .comment, .review].bits
        case .moneySpent: [EventType.spend].bits
        case .leadArrived: [EventType.lead].bits
        case .buyerArrived, .buyerSpent: [EventType.order].bits
        // Whatever names a campaign, a medium or a referrer is a touch.
        case .revenueAttributed: Self.allTypes
        // Any event can belong to a stage.
        case .stageReached, .stageEntered, .stageAdvanced: Self.allTypes
        case .fanWrote: [EventType.directMessage].bits
        case .personInteracted: Self.interactions.bits
        default: 0
        }
    }

    private static let allTypes = EventType.allCases.filter { $0 != .other }.bits

    /// What a person does on any channel beyond looking at something.
    private static let interactions: [EventType] = [
        .interaction, .conversion, .order, .lead, .messageClicked, .reaction, .comment, .share,
        .save, .linkClick, .follow, .directMessage, .surveyAnswered, .review, .participation,
    ]
}

extension [EventType] {
    /// The types as bits by `EventType.rawValue`.
    var bits: UInt64 { reduce(0) { $0 | 1 << UInt64($1.rawValue) } }
}
