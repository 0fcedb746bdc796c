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

    /// The selections of a plan.
    ///
    /// - Parameters:
    ///   - plan: What is selected.
    ///   - names: Hashes of the plan's `eventNames`.
    init(_ plan: Plan, names: [String: UInt64]) {
        var types: [Range<Int>] = []
        var selections: [Range<Int>] = []
        var checks: [EventCheck] = []
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
        }
        self.types = FlatList(types)
        self.selections = FlatList(selections)
        self.checks = FlatList(checks)
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
        return bits
    }
}

extension EventSelection {
    /// The tests of events of a type, with those that the selection implies.
    fileprivate func tests(of type: EventType) -> [EventTest] {
        var implied: [EventTest] = []
        let machine = EventFlags.nonHuman.rawValue
        if !takesMachines { implied.append(.flags(mask: machine, wanted: 0)) }
        if type == .other, let ownType { implied.append(.name(ownType, isEqual: true)) }
        return implied + tests
    }
}
