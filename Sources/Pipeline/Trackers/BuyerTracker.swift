// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Credits all orders of a person to the first one (rules: Semantics, section 10).
///
/// Owned and used by one aggregator.
struct BuyerTracker: ~Copyable {
    struct Buyer: BitwiseCopyable, Timed {
        /// Time of the first order, ms.
        var time: Int64
        var combination: UInt32
        var channel: Channel

        var arrived: Fact {
            Fact(.buyerArrived, channel: channel, time: time, combination: combination)
        }

        /// The fact of an order of a value in millionths.
        func spent(_ value: Int64, at orderTime: Int64) -> Fact {
            Fact(
                .buyerSpent,
                channel: channel,
                time: time,
                combination: combination,
                value: value,
                count: (orderTime - time) / BuyerTracker.day
            )
        }
    }

    /// What the tracker says.
    static let facts: [FactKind] = [.buyerArrived, .buyerSpent]

    /// Types of the events that it takes, as bits; 0: nobody asks for its facts.
    let types: UInt64
    /// Persons remembered.
    var count: Int { buyers.count }
    /// Orders that found no room.
    var refusedCount: Int { buyers.refusedCount }

    var buyers: ShardedTable<Buyer>
    private static var day: Int64 { 86_400_000 }

    init(_ parameters: TrackerParameters, types: UInt64) {
        self.types = types
        buyers = ShardedTable(limit: parameters.doerLimit)
    }

    /// Gives a device's first order to the user it belongs to; of two the earlier one is the first.
    ///
    /// - Returns: false: the table is full.
    mutating func join(device: UInt64, to user: UInt64) -> Bool {
        buyers.pass(device, to: user, isExpired: { _ in false }, joined: Buyer.earlier)
    }

    /// Takes an order of a person.
    ///
    /// - Returns: whether it was remembered; false: the table is full.
    mutating func handle(
        _ event: borrowing Event,
        person: UInt64,
        combination: UInt32,
        panes: inout PaneStore
    ) -> Bool {
        let fresh = Buyer(time: event.time, combination: combination, channel: event.channel)
        guard let found = buyers.findOrInsert(person, initial: fresh, isExpired: { _ in false })
        else { return false }
        if found.isNew {
            FactChange.apply(nil, fresh.arrived, to: &panes)
        } else if fresh.time < found.entry.value.time {
            let before = found.entry.value.arrived
            found.entry.value = fresh
            FactChange.apply(before, fresh.arrived, to: &panes)
        }
        if let value = event.valueMillionths {
            _ = panes.add(found.entry.value.spent(value, at: event.time))
        }
        return true
    }
}

extension BuyerTracker.Buyer: NamesOneCombination {}
