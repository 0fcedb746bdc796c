// SPDX-License-Identifier: Apache-2.0

import Events

extension FactKind {
    /// The name in definitions and formulas: the case in lower case with underscores.
    public var name: String {
        "\(self)".reduce(into: "") { name, letter in
            name += letter.isUppercase ? "_\(letter.lowercased())" : String(letter)
        }
    }

    /// The fact of that name; nil also for `event`, which goes by the event's type.
    init?(name: String) {
        let found = Self.allCases.first { $0 != .event && $0.name == name }
        guard let found else { return nil }
        self = found
    }

    /// What tells in which window a fact of the kind is counted, for people.
    var owner: String {
        switch self {
        case .sessionStarted, .sessionEngaged, .sessionBounced, .sessionPaged, .sessionActed,
            .sessionAttended, .sessionClosed:
            "the session's start"
        case .sessionEnded, .sessionWatched: "the session's last event"
        case .messageSent, .messageSentDelivered, .messageSentBounced: "the sending"
        case .messageDelivered, .messageOpened, .messageClicked, .messageResponded,
            .messageUnsubscribed, .messageComplained, .messageBotClicked:
            "the delivery"
        case .appInstalled: "the installation"
        case .personActive: "the active day"
        case .personFirstSeen, .personReturned, .personReturnedWithin: "the first day"
        case .answerGiven, .reviewGiven, .textLabeled: "the first answer"
        case .surveySent, .surveyReturned: "the asking"
        case .buyerArrived, .buyerSpent: "the first order"
        case .stageEntered, .stageAdvanced: "the stage's beginning"
        case .personInteracted: "the week"
        case .pageViewed, .webActive, .appActive, .goalReached, .contentSeen, .contentShown,
            .contentEngaged, .totalsChanged, .totalsRead, .moneySpent, .leadArrived,
            .revenueAttributed, .stageReached, .fanWrote, .event:
            "the event"
        }
    }

    /// Whether a fact of the kind has something that distinct counts can count.
    var hasItem: Bool {
        switch self {
        case .pageViewed, .webActive, .appActive, .goalReached, .contentSeen, .surveySent,
            .leadArrived, .stageReached, .event:
            true
        default: false
        }
    }

    /// What begins the name of a fact that is an event.
    static let eventPrefix = "event."

    /// Every name under `of`.
    static var allNames: [String] {
        allCases.filter { $0 != .event }.map(\.name)
            + EventType.allCases.filter { $0 != .other }.map { eventPrefix + $0.name }
    }
}
