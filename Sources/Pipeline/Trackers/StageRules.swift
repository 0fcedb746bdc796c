// SPDX-License-Identifier: Apache-2.0

import Events

/// Which stage of the journey an event belongs to where its source does not say so.
///
/// The first rule that fits counts (Semantics, section 10):
///
/// - any channel: orders, reservations, stays, reviews and survey answers: trust
/// - any channel: participation: experience
/// - any channel: paid impressions: visibility
/// - any channel: leads: contact
/// - e-mail, push, sms: opened and clicked messages: contact
/// - social: whatever people see and do there: contact
/// - app: its use: experience
/// - web: visits: visibility
enum StageRules {
    /// The stage of an event; nil: none.
    @inline(__always)
    static func stage(of event: borrowing Event) -> JourneyStage? {
        if event.flags.contains(.own) { return nil }
        if let stage = event.stage { return stage }
        switch event.type {
        case .order, .reservation, .stay, .review, .surveyAnswered: return .trust
        case .participation: return .experience
        case .impression where event.flags.contains(.paid): return .visibility
        case .lead: return .contact
        default: return stage(of: event.type, on: event.channel)
        }
    }

    @inline(__always)
    private static func stage(of type: EventType, on channel: Channel) -> JourneyStage? {
        switch channel {
        case .email, .push, .sms:
            type == .messageOpened || type == .messageClicked ? .contact : nil
        case .social: isContact(type) ? .contact : nil
        case .app: isExperience(type) ? .experience : nil
        case .web: isVisit(type) ? .visibility : nil
        case .feedback, .business: nil
        }
    }

    /// What people see and do in social media.
    private static func isContact(_ type: EventType) -> Bool {
        switch type {
        case .impression, .contentView, .reaction, .comment, .share, .save, .linkClick, .follow,
            .mention, .directMessage:
            true
        default: false
        }
    }

    /// The use of an app.
    private static func isExperience(_ type: EventType) -> Bool {
        switch type {
        case .install, .appOpen, .screenView, .sessionStart, .interaction, .engagement,
            .conversion, .contentView:
            true
        default: false
        }
    }

    /// A visit of a site.
    private static func isVisit(_ type: EventType) -> Bool {
        switch type {
        case .pageView, .sessionStart, .interaction, .engagement, .conversion, .contentView,
            .linkClick, .impression:
            true
        default: false
        }
    }
}
