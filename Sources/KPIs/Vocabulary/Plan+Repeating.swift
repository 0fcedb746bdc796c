// SPDX-License-Identifier: Apache-2.0

import Events

extension Plan {
    /// Facts that follow from an event alone, whatever else is remembered of it; none is of a mail.
    private static let plainFacts: [FactKind] = [
        .pageViewed, .webActive, .appActive, .contentSeen, .contentShown, .contentEngaged,
        .goalReached,
    ]

    /// The table that counts an event the longest after its time, of those that count one twice if it comes
    /// twice; nil: there is none.
    ///
    /// Distinct counts are left out, as they count each item once however often it comes. What is followed
    /// (sessions, messages, persons) takes no event that is older than the largest lateness, and is no
    /// longer open than that.
    ///
    /// - Parameter isMail: whether of events that mails lead to, or of all others.
    /// - Returns: a table; an event is counted for its `paneSize` and `acceptance` together, at most.
    public func longestRepeating(isMail: Bool) -> Table? {
        let facts = isMail ? [] : Self.plainFacts.flatMap { updates[Int($0.rawValue)] }
        let events = zip(EventType.allCases, eventUpdates).flatMap { type, updates in
            (type.defaultChannel == .email) == isMail ? updates : []
        }
        let numbers =
            facts.filter { $0.fold != .distinct }.map(\.table)
            + events.filter { $0.fold != .distinct }.map(\.table)
        return numbers.map { tables[$0] }
            .max { $0.paneSize + $0.acceptance < $1.paneSize + $1.acceptance }
    }
}
