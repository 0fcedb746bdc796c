// SPDX-License-Identifier: Apache-2.0

/// What an event says happened: the native format's `type`.
///
/// A type outside the list is `other`; its name is kept as the event's name hash so that a
/// user's own measure can count it, and the built-in catalogue ignores it.
@frozen public enum EventType: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case other
    // web and business
    case pageView, engagement, interaction, conversion, order, lead, searchRank, sessionStart
    // app
    case download, install, reinstall, uninstall, appOpen, screenView
    // messages
    case messageSent, messageDelivered, messageBounced, messageDeferred, messageDropped
    case messageOpened, messageClicked, unsubscribed, resubscribed, complained
    // social
    case impression, contentView, reaction, comment, share, save, linkClick, follow, unfollow
    case mention, directMessage, totals
    // feedback
    case surveyInvited, surveyAnswered, review, rank
    // journey and identity
    case reservation, stay, spend, invited, participation, stage, alias

    /// The name in the native format, for instance `page_view`.
    public var name: String { Self.names[Int(rawValue)] }

    /// Names in the order of the raw values.
    static let names: [String] = [
        "other",
        "page_view", "engagement", "interaction", "conversion", "order", "lead", "search_rank",
        "session_start",
        "download", "install", "reinstall", "uninstall", "app_open", "screen_view",
        "message_sent", "message_delivered", "message_bounced", "message_deferred",
        "message_dropped", "message_opened", "message_clicked", "unsubscribed", "resubscribed",
        "complained",
        "impression", "content_view", "reaction", "comment", "share", "save", "link_click",
        "follow", "unfollow", "mention", "direct_message", "totals",
        "survey_invited", "survey_answered", "review", "rank",
        "reservation", "stay", "spend", "invited", "participation", "stage", "alias",
    ]

    /// The channel of an event whose source names none.
    public var defaultChannel: Channel {
        switch self {
        case .download, .install, .reinstall, .uninstall, .appOpen, .screenView: .app
        case .messageSent, .messageDelivered, .messageBounced, .messageDeferred, .messageDropped,
            .messageOpened, .messageClicked, .unsubscribed, .resubscribed, .complained:
            .email
        case .impression, .contentView, .reaction, .comment, .share, .save, .linkClick, .follow,
            .unfollow, .mention, .directMessage, .totals:
            .social
        case .surveyInvited, .surveyAnswered, .review, .rank: .feedback
        case .spend, .lead: .business
        default: .web
        }
    }
}
