// SPDX-License-Identifier: Apache-2.0

/// What a vendor's field says about an event.
///
/// Of several fields with one role the first counts that is there and not empty.
enum FieldRole: UInt8, CaseIterable {
    case type, time, received, name
    /// The event's id; one that is unique within its day only; the parts of one that is made up of
    /// several fields, those that are absent too.
    case id, dailyID, idPart
    /// What tells ids of parts apart but makes no id by itself.
    case idScope
    case user, anonymous, device, session, message, recipient, response, thread
    /// An id that is a device's or a user's, whichever the vendor knows; see `IdentityRule`.
    case distinct
    /// What together stands for a visitor whom no id names.
    case fingerprint
    /// In an event that joins ids, the one that is joined to the user; before `anonymous`.
    case joined
    /// What the event is about, by its type: page, screen, order, link of a message, product, survey.
    case page, screen, order, link, product, survey, object
    /// What kind of bounce it is.
    case bounce
    /// What one of the things ordered costs, and how many there are, where no revenue is told.
    case price, quantity
    case revenue, value, engagedSeconds, engagedMilliseconds, currency, score, scale
    /// The kind of question, by which its scale is known.
    case answerKind
    /// Running totals by metric; shares may be told in two numbers.
    case reach, impressions, fans, reactions, comments, shares, moreShares, saves, clicks
    /// True: no person did it. Not empty: a program of that name did. False: no person did it.
    case machine, bot, human
    /// The agent's own name, of which some are programs'.
    case agent
    /// Tells by one of a few words that an app did it.
    case app
    case campaign, medium, origin, referrer, content, country, platform, browser, segment, persona
    case list, question, label, stage
    /// What only the native event tells, and formats that a user describes.
    case channel, phase, mode, sentiment, paid, own
    /// Tells by being there that an app's tool sent the event; with it amounts are hundredths.
    case activity, hundredths

    /// The role that gives the text of a dimension; nil where another part of the decoder does.
    @inline(__always)
    init?(_ dimension: Dimension) {
        switch dimension {
        case .browser: self = .browser
        case .campaign: self = .campaign
        case .content: self = .content
        case .country: self = .country
        case .label: self = .label
        case .list: self = .list
        case .medium: self = .medium
        case .persona: self = .persona
        case .platform: self = .platform
        case .question: self = .question
        case .referrer: self = .referrer
        case .segment: self = .segment
        case .stage: self = .stage
        case .thread: self = .thread
        case .channel, .name, .object, .source: return nil
        }
    }

    /// The role that gives a running total.
    init(_ metric: TotalsMetric) {
        switch metric {
        case .reach: self = .reach
        case .fans: self = .fans
        case .impressions: self = .impressions
        case .reactions: self = .reactions
        case .comments: self = .comments
        case .shares: self = .shares
        case .saves: self = .saves
        case .clicks: self = .clicks
        }
    }
}
