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
        var quiet: [(rule: Int, entry: Entry)] = []
        func remaining(_ entry: Entry, _ rule: Int) -> Entry? {
            let entry = waited(entry, rule, told)
            guard isQuiet(entry, rule, at: told[rule]) else { return entry }
            quiet.append((rule, entry))
            return nil
        }
        for (place, entry) in entries.filter(\.value.state.isFiring) {
            entries[place] = remaining(entry, place.rule)
        }
        for rule in rules.indices {
            for (names, entry) in stored[rule].filter(\.value.state.isFiring) {
                stored[rule][names] = remaining(entry, rule)
            }
        }
        func text(_ entry: Entry) -> [String] { entry.names.map(WrittenValue.text) }
        quiet.sort { left, right in
            if left.rule != right.rule { return left.rule < right.rule }
            return text(left.entry).lexicographicallyPrecedes(text(right.entry))
        }
        return quiet.map { quietTurn($1, $0) }
    }

    /// Whether a series fires of which nothing was told for too long, at the start of a window.
    func isQuiet(_ entry: Entry, _ rule: Int, at start: Int64) -> Bool {
        guard entry.state.isFiring, entry.newest != .min, start != .min else { return false }
        let shape = plan.outputs[rules[rule].output].shape
        return shape.count(from: entry.newest, to: start) > mostQuiet(rule)
    }

    /// The end of what fired for a quiet series: with the first window that was one too many, so that it
    /// is the same however windows come in batches.
    func quietTurn(_ entry: Entry, _ rule: Int) -> RuleTurn {
        let shape = plan.outputs[rules[rule].output].shape
        let start = shape.start(Int64(mostQuiet(rule)) + 1, after: entry.newest)
        return RuleTurn(
            rule: rule,
            quiet: Array(zip(plan.dimensionNames(ofOutput: rules[rule].output), entry.names)),
            start: clock(rule).utc(start),
            end: clock(rule).utc(shape.end(of: start))
        )
    }

    private func mostQuiet(_ rule: Int) -> Int { max(rules[rule].hold, Self.quietWindows) }

    /// Under other words nothing was read yet of what fires: it is waited for from here on.
    private func waited(_ entry: Entry, _ rule: Int, _ told: [Int64]) -> Entry {
        guard entry.newest == .min, told[rule] != .min else { return entry }
        var entry = entry
        entry.newest = plan.outputs[rules[rule].output].shape.start(-1, after: told[rule])
        return entry
    }
}
