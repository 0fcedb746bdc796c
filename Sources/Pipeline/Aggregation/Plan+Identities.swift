// SPDX-License-Identifier: Apache-2.0

public import Events
public import KPIs

extension Plan {
    /// The ids of events that counting looks at: those of persons where somebody counts persons, and so on.
    ///
    /// An id that is not among them may be left out of events without changing a number. Where facts are
    /// counted, which trackers derive from whole histories, nearly all are needed; where nothing but
    /// events as they come is counted, often none is.
    ///
    /// - Parameter remembersEvents: whether events that come twice are looked for.
    /// - Returns: the ids; the keys of side tables are not among them.
    /// - Complexity: O(updates); for the start.
    public func identities(remembersEvents: Bool) -> IdentitySet {
        var needed: IdentitySet = remembersEvents ? .events : []
        if !eventNames.isEmpty { needed.insert(.names) }
        // Readings of totals are remembered by object, whether or not a fact of them is counted.
        if wantedTypes & 1 << UInt64(EventType.totals.rawValue) != 0 { needed.insert(.objects) }
        let facts = FactKindSet(wantedBy: self)
        if !facts.isEmpty {
            needed.formUnion([.persons, .messages, .objects, .responses, .threads])
        }
        if !facts.intersection(.sessions).isEmpty { needed.insert(.sessions) }
        for (selections, updates) in zip(eventSelections, eventUpdates) {
            for update in updates where update.fold == .distinct {
                needed.formUnion(selections[update.selection].item.identities)
            }
            for case .item(let item, _) in selections.flatMap(\.tests) {
                needed.formUnion(item.identities)
            }
        }
        return needed
    }
}

extension EventItem {
    fileprivate var identities: IdentitySet {
        switch self {
        case .person, .user, .device: .persons
        case .object: .objects
        case .response: .responses
        // Without a recipient the person tells whose message it is.
        case .message: [.messages, .persons]
        case .thread: .threads
        }
    }
}
