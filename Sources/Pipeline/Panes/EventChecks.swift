// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// The selections of a plan as flat lists: which of them take an event is one word.
///
/// Nearly every selection is of some channels only, so a list for each type and channel has those that are
/// left, and what they ask besides.
struct EventChecks: ~Copyable {
    /// A selection of a type, for the events of one channel.
    struct Selection: BitwiseCopyable {
        /// Its bit, by its position among those of its type.
        var bit: UInt64
        /// What it asks, as positions in `checks`.
        var firstCheck: Int
        var checkEnd: Int
    }

    /// As many channels have a place for each type.
    private static var channelPlaces: Int { 8 }

    /// Selections by type of event and channel, as positions in `selections`.
    private let places: FlatList<Range<Int>>
    private let selections: FlatList<Selection>
    private let checks: FlatList<EventCheck>
    /// The selections of a type that take what no person caused, as bits.
    private let machines: FlatList<UInt64>

    /// The selections of a plan.
    ///
    /// - Parameters:
    ///   - plan: What is selected.
    ///   - names: Hashes of the plan's `eventNames`.
    init(_ plan: Plan, names: [String: UInt64]) {
        precondition(Channel.allCases.count == Self.channelPlaces, "each channel has its place")
        var places: [Range<Int>] = []
        var selections: [Selection] = []
        var checks: [EventCheck] = []
        var machines: [UInt64] = []
        for (type, ofType) in zip(EventType.allCases, plan.eventSelections) {
            for channel in Channel.allCases {
                let firstSelection = selections.count
                for (position, selection) in ofType.enumerated() {
                    guard let left = selection.tests(of: type, on: channel) else { continue }
                    let first = checks.count
                    checks += left.map { EventCheck($0, names: names, slot: plan.listSlot) }
                    selections.append(
                        Selection(
                            bit: 1 << UInt64(position),
                            firstCheck: first,
                            checkEnd: checks.count
                        )
                    )
                }
                places.append(firstSelection..<selections.count)
            }
            machines.append(
                ofType.indices.reduce(0) {
                    ofType[$1].takesMachines ? $0 | 1 << UInt64($1) : $0
                }
            )
        }
        self.places = FlatList(places)
        self.selections = FlatList(selections)
        self.checks = FlatList(checks)
        self.machines = FlatList(machines)
    }

    /// The selections that take an event, as bits by their position among those of its type.
    ///
    /// - Complexity: O(tests of the type's selections).
    @inline(__always)
    func taking(_ event: inout Event, person: UInt64) -> UInt64 {
        let type = Int(event.type.rawValue)
        let place = places[type &* Self.channelPlaces &+ Int(event.channel.rawValue)]
        var bits: UInt64 = 0
        var position = place.lowerBound
        while position < place.upperBound {
            var check = selections[position].firstCheck
            let end = selections[position].checkEnd
            while check < end, holds(check, of: &event, person) { check &+= 1 }
            if check == end { bits |= selections[position].bit }
            position &+= 1
        }
        return event.flags.contains(.nonHuman) ? bits & machines[type] : bits
    }

    @inline(__always)
    private func holds(_ check: Int, of event: inout Event, _ person: UInt64) -> Bool {
        if let slot = checks[check].listedSlot {
            return event.dimensions[slot] != ValueDictionary.absent
        }
        return checks[check].holds(of: &event, person: person)
    }
}

extension EventSelection {
    /// The tests of events of a type and channel, with that of its name, but for who caused them.
    ///
    /// - Returns: without the tests of the channel; nil: it takes none of that channel.
    fileprivate func tests(of type: EventType, on channel: Channel) -> [EventTest]? {
        var left: [EventTest] = []
        if type == .other, let ownType { left.append(.name(ownType, isEqual: true)) }
        for test in tests {
            if case .word(.channel, let bits) = test {
                if bits & (1 << UInt32(channel.rawValue)) == 0 { return nil }
            } else {
                left.append(test)
            }
        }
        return left
    }
}
