// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// For which series rules fire, or are about to.
///
/// Only what is off is remembered: a series that is good in its newest window has no entry. It reads
/// nothing but the finals that a barrier hands to its commit, so it is the same whenever the same
/// finals are committed. Owned and used by the thread that sets barriers.
struct RuleBook: Sendable {
    /// The most series that are remembered, of all rules; beyond, a series that begins to be off is
    /// not judged.
    var mostSeries = AlertLog.mostRuleSeries

    /// The most series for which rules fire, of all rules; beyond, none begins to.
    var mostFiring = AlertLog.mostRuleFiring

    /// A rule and the number of a series.
    struct Place: Hashable {
        let rule: Int
        let series: UInt32
    }

    /// What is remembered of a series.
    struct Entry: Equatable {
        var state = RuleState()
        /// Start of the newest window that was read, by the table's clock, ms.
        var newest = Int64.min
        /// Names and values of its dimensions; nil is the overflow.
        var names: [String?] = []
    }

    /// What is known of a series that was met.
    private struct Meeting: OptionSet {
        let rawValue: UInt8
        static let met = Meeting(rawValue: 1)
        static let isJudged = Meeting(rawValue: 2)
    }

    let rules: [AlertRule]
    let plan: Plan
    var entries: [Place: Entry] = [:]
    /// By rule and the values of dimensions, what was stored of series that were not met since.
    var stored: [[[String?]: Entry]]
    private var meetings: [[Meeting]]
    private let rulesOfOutput: [[Int]]
    /// By output, rules that judge its KPI and windows, grouped by whatever.
    private let rulesOfKPI: [[Int]]
    /// By output, what its rules compare its windows with that does not come with these.
    let distances: [Set<RuleBaseline>]
    private(set) var refused: UInt64 = 0
    private var firingCount = 0

    /// A book of nothing; nil: there are no rules.
    init?(_ rules: [AlertRule], plan: Plan) {
        guard !rules.isEmpty else { return nil }
        (self.rules, self.plan) = (rules, plan)
        stored = rules.map { _ in [:] }
        meetings = rules.map { _ in [] }
        rulesOfOutput = plan.outputs.indices.map { output in
            rules.indices.filter { rules[$0].output == output }
        }
        rulesOfKPI = plan.outputs.map { output in
            rules.indices.filter { rule in
                let own = plan.outputs[rules[rule].output]
                return own.kpi == output.kpi && own.shape == output.shape
            }
        }
        distances = rulesOfOutput.map { own in
            Set(own.compactMap { rules[$0].baseline }).subtracting([.previous])
        }
    }

    /// How many series are remembered.
    var use: AlertLog.RuleUse {
        var use = AlertLog.RuleUse()
        use.entries = count
        use.refused = refused
        return use
    }

    private func countFiring() -> Int {
        stored.reduce(entries.values.count(where: \.state.isFiring)) { sum, stored in
            sum + stored.values.count(where: \.state.isFiring)
        }
    }

    private var count: Int { stored.reduce(entries.count) { $0 + $1.count } }

    /// Judges the finals of a barrier.
    ///
    /// - Parameters:
    ///   - values: of the barrier.
    ///   - maker: names their series.
    ///   - baselines: values of a day and a week before.
    /// - Returns: what turned, in order.
    /// - Complexity: O(values of outputs with rules + series that are remembered).
    mutating func judge(
        _ values: [WindowValue],
        _ maker: SnapshotMaker,
        _ baselines: RuleBaselines = RuleBaselines()
    ) -> [RuleTurn] {
        firingCount = countFiring()
        var turns: [RuleTurn] = []
        var newest = rules.map { _ in Int64.min }
        var told = newest
        for value in values where value.kind == .final && !value.isLate {
            // At the end of inputs a total runs ahead of its groupings.
            let shape = plan.outputs[value.output].shape
            for rule in rulesOfKPI[value.output] where value.closing != .end {
                told[rule] = max(told[rule], shape.nominalStart(value.start, clock(rule)))
            }
            for rule in rulesOfOutput[value.output] {
                let start = shape.nominalStart(value.start, clock(rule))
                newest[rule] = max(newest[rule], start)
                guard isJudged(value, rule, maker) else { continue }
                turns += judge(value, rule, start, maker, baselines)
            }
        }
        forgetBroken(newest)
        return turns + endQuiet(told)
    }

    private mutating func judge(
        _ value: WindowValue,
        _ rule: Int,
        _ start: Int64,
        _ maker: SnapshotMaker,
        _ baselines: RuleBaselines
    ) -> [RuleTurn] {
        let place = Place(rule: rule, series: value.series)
        let (hold, shape, clock) = (rules[rule].hold, plan.outputs[value.output].shape, clock(rule))
        var entry = entries[place] ?? Entry()
        guard start > entry.newest else { return [] }
        var ended: [RuleTurn] = []
        // Told again, after it was quiet for too long.
        if isQuiet(entry, rule, at: shape.start(-1, after: start)) {
            ended = [quietTurn(entry, rule)]
            (entry, entries[place], firingCount) = (Entry(), nil, firingCount - 1)
        }
        // A window of which nothing was told speaks for nothing.
        if entry.newest != .min, start != shape.start(1, after: entry.newest) {
            entry.state.run = 0
        }
        entry.newest =
            value.gapUntil.map { shape.previous(of: shape.nominalStart($0, clock)) } ?? start
        var turns: [(isFiring: Bool, since: Int64)] = []
        var window = start
        for reading in readings(of: value, rule, from: start, to: entry.newest, baselines) {
            if entry.state.take(reading, hold: hold), isAdmitted(&entry.state, hold) {
                turns.append((entry.state.isFiring, clock.utc(shape.end(of: window))))
            }
            window = shape.start(1, after: window)
        }
        let isKnown = entries[place] != nil
        keep(entry, at: place, value, maker)
        // Nothing begins that is not remembered.
        guard isKnown || entries[place] != nil || entry.state.isCalm else {
            return ended
        }
        return ended
            + turns.map { isFiring, since in
                RuleTurn(
                    rule: rule,
                    snapshot: maker.snapshot(of: value),
                    isFiring: isFiring,
                    since: since
                )
            }
    }

    /// Whether a state that turned may do so; otherwise it begins to fire as soon as there is a place.
    private mutating func isAdmitted(_ state: inout RuleState, _ hold: Int) -> Bool {
        guard state.isFiring, firingCount >= mostFiring else {
            firingCount += state.isFiring ? 1 : -1
            return true
        }
        state = RuleState(run: hold - 1)
        refused += 1
        return false
    }

    private mutating func keep(
        _ entry: Entry,
        at place: Place,
        _ value: WindowValue,
        _ maker: SnapshotMaker
    ) {
        if entry.state.isCalm {
            entries[place] = nil
        } else if entries[place] != nil {
            entries[place] = entry
        } else if count < mostSeries {
            var entry = entry
            entry.names = names(of: value, maker).map(\.value)
            entries[place] = entry
        } else {
            refused += 1
            if entry.state.isFiring { firingCount -= 1 }
        }
    }

    /// Forgets series that were off and did not come up in the window behind: what they began no
    /// longer counts.
    private mutating func forgetBroken(_ newest: [Int64]) {
        let shapes = rules.map { plan.outputs[$0.output].shape }
        func isBroken(_ entry: Entry, _ rule: Int) -> Bool {
            !entry.state.isFiring && shapes[rule].start(1, after: entry.newest) < newest[rule]
        }
        entries = entries.filter { !isBroken($0.value, $0.key.rule) }
        for rule in rules.indices where !stored[rule].isEmpty {
            stored[rule] = stored[rule].filter { !isBroken($0.value, rule) }
        }
    }

    /// Whether a rule judges a series; what was stored of it is taken where it is met first.
    private mutating func isJudged(
        _ value: WindowValue,
        _ rule: Int,
        _ maker: SnapshotMaker
    ) -> Bool {
        let series = Int(value.series)
        while meetings[rule].count <= series { meetings[rule].append([]) }
        if meetings[rule][series].isEmpty {
            let names = names(of: value, maker)
            let isJudged = rules[rule].judges(names) && isComparable(value, rule, names, maker)
            meetings[rule][series] = isJudged ? [.met, .isJudged] : .met
            if let entry = stored[rule].removeValue(forKey: names.map(\.value)) {
                entries[Place(rule: rule, series: value.series)] = entry
            }
        }
        return meetings[rule][series].contains(.isJudged)
    }

    func clock(_ rule: Int) -> ZoneCalendar {
        plan.tables[plan.outputs[rules[rule].output].table].calendar
    }
}
