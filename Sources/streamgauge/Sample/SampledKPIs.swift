// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Which KPIs some events have data for.
struct SampledKPIs {
    /// Those that counted something.
    private(set) var counted: [String] = []
    /// Those that some events are for without giving a value yet: they need more time or other events.
    private(set) var waiting: [String] = []
    /// Those that no event is for, by the types that would be.
    private(set) var without: [(types: [String], ids: [String])] = []

    /// Sorts the KPIs of a plan.
    ///
    /// - Parameters:
    ///   - plan: the selected KPIs.
    ///   - places: of those that counted something, in the plan.
    ///   - types: of the events that were seen.
    init(_ plan: Plan, counted places: Set<Int>, types: Set<EventType>) {
        let seen = types.subtracting([.alias])
        for (place, kpi) in plan.kpis.enumerated() {
            let sources = EventTypeSet(rawValue: kpi.sources)
            let needed = EventType.allCases.filter { $0 != .alias && sources.contains($0) }
            if places.contains(place) {
                counted.append(kpi.id)
            } else if !seen.isDisjoint(with: needed) {
                waiting.append(kpi.id)
            } else if let known = without.firstIndex(where: { $0.types == needed.map(\.name) }) {
                without[known].ids.append(kpi.id)
            } else {
                without.append((needed.map(\.name), [kpi.id]))
            }
        }
    }

    /// Lines for people.
    var text: String {
        var text = "\nKPIs\n"
        if !counted.isEmpty {
            text += "  with values from these events:\n" + Self.wrapped(counted)
        }
        if !waiting.isEmpty {
            text += "  some of their events are here, but nothing to count yet; they need more time"
            text += " or other events:\n" + Self.wrapped(waiting)
        }
        if !without.isEmpty {
            text += "  without data, each with the types of events that would give some:\n"
        }
        for (types, ids) in without {
            text += Self.wrapped(ids.dropLast() + ["\(ids[ids.count - 1]):"] + types)
        }
        return text
    }

    /// Words in lines that fit a terminal.
    private static func wrapped(_ words: [String]) -> String {
        var lines: [String] = []
        for word in words {
            if let last = lines.last, last.count + word.count < 90 {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append("    " + word)
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
