// SPDX-License-Identifier: Apache-2.0

/// Times and limits that trackers work with; all times in ms.
public struct TrackerParameters: Sendable {
    /// Web: a longer gap ends a session.
    public var sessionTimeout: Int64 = 30 * 60_000
    /// App: a longer gap ends a session.
    public var appTimeout: Int64 = 5 * 60_000
    /// A session never spans more.
    public var sessionCap: Int64 = 24 * 3_600_000
    /// A session of at least this length is engaged.
    public var engagedAfter: Int64 = 10_000
    /// How long opens and clicks are credited to a delivery.
    public var attribution: Int64 = 7 * 86_400_000
    /// How long a delivery can settle its sending.
    public var deliverySettle: Int64 = 72 * 3_600_000
    /// How long an event id is remembered.
    public var dedupWindow: Int64 = 24 * 3_600_000
    /// The same for e-mail.
    public var dedupEmailWindow: Int64 = 48 * 3_600_000
    /// The largest allowed lateness of any window size.
    public var largestLateness: Int64 = 3 * 3_600_000
    /// How long a join of ids is remembered behind the day on which an event told or asked for it last:
    /// as long as the longest of what is known of a person for a time (leads).
    public var aliasMemory: Int64 = 90 * 86_400_000
    /// What belongs to answers, money and the journey.
    public var feedback = FeedbackTimes()
    /// The most event ids remembered.
    public var dedupLimit = 20_000_000
    /// The most sessions remembered.
    public var sessionLimit = 4_000_000
    /// The most sessions of which it is remembered that a table could not take back what they said.
    var stuckLimit: Int { max(1_024, sessionLimit / 16) }
    /// The most persons remembered, for each thing that is remembered of them.
    public var actorLimit = 10_000_000
    /// The most persons of whom orders, leads, touches, stages or interactions are remembered: of
    /// those who are known, few do any of it.
    var doerLimit: Int { max(1, actorLimit / 4) }
    /// The most messages remembered.
    public var messageLimit = 10_000_000
    /// The most joined ids remembered.
    public var aliasLimit = 4_000_000
    /// The most running totals and readings of spending remembered, each.
    public var objectLimit = 1_000_000
    /// The most responses and invitations remembered, each.
    public var responseLimit = 1_000_000
    /// The most conversations remembered.
    public var threadLimit = 1_000_000

    /// The defaults of the settings.
    public init() {}
}
