// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// The selections of a plan as flat lists: which of them take an event is one word.
struct EventChecks: ~Copyable {
    /// Selections by type of event, as positions in `selections`.
    private let types: FlatList<Range<Int>>
    /// Checks of each selection, as positions in `checks`.
    private let selections: FlatList<Range<Int>>
    private let checks: FlatList<EventCheck>
    /// The selections of a type that take what no person caused, as bits.
    private let machines: FlatList<UInt64>

    /// The selections of a plan.
    ///
    /// - Parameters:
    ///   - plan: What is selected.
    ///   - names: Hashes of the plan's `eventNames`.
    init(_ plan: Plan, names: [String: UInt64]) {
        var types: [Range<Int>] = []
        var selections: [Range<Int>] = []
        var checks: [EventCheck] = []
        var machines: [UInt64] = []
        for (type, ofType) in zip(EventType.allCases, plan.eventSelections) {
            let firstSelection = selections.count
            for selection in ofType {
                let first = checks.count
                checks += selection.tests(of: type).map {
                    EventCheck($0, names: names, slot: plan.listSlot)
                }
                selections.append(first..<checks.count)
            }
            types.append(firstSelection..<selections.count)
            machines.append(
                ofType.indices.reduce(0) {
                    ofType[$1].takesMachines ? $0 | 1 << UInt64($1) : $0
                }
            )
        }
        self.types = FlatList(types)
        self.selections = FlatList(selections)
        self.checks = FlatList(checks)
        self.machines = FlatList(machines)
    }

    /// The selections that take an event, as bits by their position among those of its type.
    ///
    /// - Complexity: O(tests of the type's selections).
    @inline(__always)
    func taking(_ event: borrowing Event, person: UInt64) -> UInt64 {
        var bits: UInt64 = 0
        let ofType = types[Int(event.type.rawValue)]
        var position = ofType.lowerBound
        while position < ofType.upperBound {
            let range = selections[position]
            var check = range.lowerBound
            while check < range.upperBound, checks[check].holds(of: event, person: person) {
                check += 1
            }
            if check == range.upperBound { bits |= 1 << UInt64(position - ofType.lowerBound) }
            position += 1
        }
        return event.flags.contains(.nonHuman) ? bits & machines[Int(event.type.rawValue)] : bits
    }
}

extension EventSelection {
    /// The tests of events of a type, with that of its name, but for who caused them.
    fileprivate func tests(of type: EventType) -> [EventTest] {
        guard type == .other, let ownType else { return tests }
        return [.name(ownType, isEqual: true)] + tests
    }
}
