// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Counts each person as a lead once in a while (rules: Semantics, section 10).
///
/// Owned and used by one aggregator.
struct LeadTracker: ~Copyable {
    struct Lead: BitwiseCopyable, Timed {
        /// Time of the lead that counts, ms.
        var time: Int64
        var combination: UInt32
        var channel: Channel

        func fact(person: UInt64) -> Fact {
            Fact(
                .leadArrived,
                channel: channel,
                time: time,
                combination: combination,
                item: person
            )
        }
    }

    /// What the tracker says.
    static let facts: [FactKind] = [.leadArrived]

    /// Types of the events that it takes, as bits; 0: nobody asks for its facts.
    let types: UInt64
    /// Persons remembered, among them forgotten ones not dropped yet.
    var count: Int { leads.count }
    /// Leads that found no room.
    var refusedCount: Int { leads.refusedCount }

    private let pause: Int64
    private let lateness: Int64
    var leads: ShardedTable<Lead>

    init(_ parameters: TrackerParameters, types: UInt64) {
        self.types = types
        pause = parameters.feedback.lead
        lateness = parameters.largestLateness
        leads = ShardedTable(limit: parameters.doerLimit)
    }

    /// Gives a device's lead to the user it belongs to; of two the later one counts on.
    ///
    /// - Returns: false: the table is full.
    mutating func join(device: UInt64, to user: UInt64, watermark: Int64) -> Bool {
        let keep = pause + lateness
        return leads.pass(
            device,
            to: user,
            isExpired: { watermark >= $0.time + keep },
            joined: Lead.later
        )
    }

    /// Drops forgotten leads of a part of the table.
    mutating func sweep(at watermark: Int64) {
        let keep = pause + lateness
        leads.sweepNext { watermark >= $0.time + keep }
    }

    /// Takes a lead of a person (0: nobody known).
    ///
    /// - Returns: whether it was remembered; false: the table is full.
    mutating func handle(
        _ event: borrowing Event,
        person: UInt64,
        combination: UInt32,
        watermark: Int64,
        panes: inout PaneStore
    ) -> Bool {
        let fresh = Lead(time: event.time, combination: combination, channel: event.channel)
        let keep = pause + lateness
        guard person != 0 else {
            FactChange.apply(nil, fresh.fact(person: 0), to: &panes)
            return true
        }
        guard
            let found = leads.findOrInsert(
                person,
                initial: fresh,
                isExpired: { watermark >= $0.time + keep }
            )
        else { return false }
        let known = found.entry.value
        if found.isNew || fresh.time >= known.time + pause {
            found.entry.value = fresh
            FactChange.apply(nil, fresh.fact(person: person), to: &panes)
        } else if fresh.time < known.time, fresh.time > known.time - pause {
            found.entry.value = fresh
            let before = known.fact(person: person)
            FactChange.apply(before, fresh.fact(person: person), to: &panes)
        }
        return true
    }
}

extension LeadTracker.Lead: NamesOneCombination {}
