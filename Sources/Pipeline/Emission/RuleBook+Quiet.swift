// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

extension RuleBook {
    /// A series that fires is quiet once so many windows more than a rule's own were told without it.
    static let quietWindows = 10

    /// Ends what fires for series of which nothing is told any more, as nothing else would.
    ///
    /// - Parameter told: of each rule, start of the newest window that the barrier tells of its KPI, by
    ///   the table's clock, ms. So time passes by what is told, and stands still while a source is late.
    /// - Returns: what turned, in an order that depends on nothing but names.
    /// - Complexity: O(series that are remembered), and those that are quiet with a logarithm.
    mutating func endQuiet(_ told: [Int64]) -> [RuleTurn] {
        var quiet: [(rule: Int, names: [String?])] = []
        for (place, entry) in entries.filter(\.value.state.isFiring) {
            let kept = waited(entry, place.rule, told)
            if kept == nil { quiet.append((place.rule, entry.names)) }
            entries[place] = kept
        }
        for rule in rules.indices {
            for (names, entry) in stored[rule].filter(\.value.state.isFiring) {
                let kept = waited(entry, rule, told)
                if kept == nil { quiet.append((rule, names)) }
                stored[rule][names] = kept
            }
        }
        func text(_ names: [String?]) -> [String] { names.map(WrittenValue.text) }
        quiet.sort { left, right in
            if left.rule != right.rule { return left.rule < right.rule }
            return text(left.names).lexicographicallyPrecedes(text(right.names))
        }
        return quiet.map { rule, names in
            let shape = plan.outputs[rules[rule].output].shape
            return RuleTurn(
                rule: rule,
                quiet: Array(zip(plan.dimensionNames(ofOutput: rules[rule].output), names)),
                start: clock(rule).utc(told[rule]),
                end: clock(rule).utc(shape.end(of: told[rule]))
            )
        }
    }

    /// What is remembered on of a series that fires; nil: it is quiet.
    private func waited(_ entry: Entry, _ rule: Int, _ told: [Int64]) -> Entry? {
        guard told[rule] != .min else { return entry }
        var entry = entry
        let shape = plan.outputs[rules[rule].output].shape
        // Under other words nothing was read yet: it is waited for from here on.
        if entry.newest == .min { entry.newest = shape.start(-1, after: told[rule]) }
        let most = max(rules[rule].hold, Self.quietWindows)
        return shape.count(from: entry.newest, to: told[rule]) > most ? nil : entry
    }
}
