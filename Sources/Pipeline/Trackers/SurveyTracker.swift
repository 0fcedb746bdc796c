// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Credits answers to the invitations that they follow (rules: Semantics, section 10).
///
/// A new invitation of the same person takes the place of the old one, whose facts stay as they are.
/// Owned and used by one aggregator.
struct SurveyTracker: ~Copyable {
    /// What the tracker says.
    static let facts: [FactKind] = [.surveySent, .surveyReturned]

    /// Types of the events that it takes, as bits; 0: nobody asks for its facts.
    let types: UInt64
    /// Invitations and early answers remembered, among them forgotten ones not dropped yet.
    var count: Int { invitations.count }
    /// Events that found no room.
    var refusedCount: Int { invitations.refusedCount }

    private let window: Int64
    private let keep: Int64
    var invitations: ShardedTable<Invitation>

    init(_ parameters: TrackerParameters, types: UInt64) {
        self.types = types
        window = parameters.feedback.survey
        keep = window + 2 * parameters.largestLateness
        invitations = ShardedTable(limit: parameters.responseLimit)
    }

    /// Takes an invitation or an answer of a person (0: nobody known).
    ///
    /// - Returns: whether it was remembered; false: the table is full.
    mutating func handle(
        _ event: borrowing Event,
        person: UInt64,
        combination: UInt32,
        watermark: Int64,
        panes: inout PaneStore
    ) -> Bool {
        let (window, keep) = (window, keep)
        var fresh = Invitation()
        fresh.absorb(event, combination: combination, window: window)
        guard person != 0 else {
            FactChange.apply(nil, fresh.sent(person: 0), to: &panes)
            return true
        }
        guard
            let found = invitations.findOrInsert(
                HashMix.combine(person, event.object),
                initial: fresh,
                isExpired: { watermark >= $0.latest + keep }
            )
        else { return false }
        let entry = found.entry
        var before = Invitation()
        if !found.isNew, watermark < entry.value.latest + keep {
            before = entry.value
            entry.value.absorb(event, combination: combination, window: window)
        } else {
            entry.value = fresh
        }
        let after = entry.value
        // A later invitation is another one: what was said of the one before holds.
        if !after.isSame(as: before) { before = Invitation() }
        FactChange.apply(before.sent(person: person), after.sent(person: person), to: &panes)
        FactChange.apply(
            before.returned(window: window),
            after.returned(window: window),
            to: &panes
        )
        return true
    }

    /// Drops forgotten invitations of a part of the table.
    mutating func sweep(at watermark: Int64) {
        let keep = keep
        invitations.sweepNext { watermark >= $0.latest + keep }
    }
}

extension Invitation {
    /// Whether facts of the one before are to be changed into those of this one: it moves only back.
    fileprivate func isSame(as before: Invitation) -> Bool {
        guard let asked = sent(person: 0)?.time, let other = before.sent(person: 0)?.time else {
            return true
        }
        return asked <= other
    }
}
