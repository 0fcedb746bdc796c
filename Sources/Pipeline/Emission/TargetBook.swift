// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The statuses of all targets, and what is needed to turn them.
///
/// A place for every series that an output with a target can have, so none is ever refused. Owned
/// and used by one aggregator; other threads read the columns.
struct TargetBook {
    /// What is known of one series.
    struct Entry: BitwiseCopyable {
        var state = TargetState()
        /// Start of the newest window read, ms; `Int64.min`: none.
        var newest = Int64.min

        /// Whether an alert of the series may fire: it is off its target or has no data, or was so when
        /// it was read last, under other definitions.
        var mayFire: Bool {
            guard newest != .min else { return false }
            return state.standing.map { AlertChange.Severity($0.status) != nil } ?? true
        }
    }

    /// An output whose ended windows are looked at before they are final.
    struct EarlyOutput {
        let output: Int
        /// Position in the emission's groups.
        let group: Int
        /// Position of its table in the plan.
        let table: Int
        /// Length of its windows, ms.
        let size: Int64
    }

    let targets: [Target?]
    private let columns: [TargetColumn?]
    var entries: [[Entry]]

    /// Outputs with a target and bounds that tighten before the final.
    let earlyOutputs: [EarlyOutput]
    /// Of each early output, the series of which something changed since they were looked at.
    var changed: [Set<UInt32>]
    /// Of each early output, the start of the first window that had not ended by then, ms.
    var openFrom: [Int64]
    private let earlyPlaces: [Int?]
    /// Of each output, the start of the first window that had not closed when quiet series were looked for.
    var quietUntil: [Int64]

    /// Whether statuses that turn are kept for `takeTurns`.
    var keepsTurns = false
    private var turns: [TargetTurn] = []

    /// Finals that are told now came too late to be readings.
    var isLate = false

    init(plan: Plan, groups: [ClosingGroup], columns: [TargetColumn?]) {
        self.columns = columns
        targets = plan.outputs.map { plan.kpis[$0.kpi].target }
        entries = plan.outputs.map { _ in [] }
        quietUntil = plan.outputs.map { _ in .min }
        let early = Self.earlyOutputs(plan, groups)
        earlyOutputs = early
        changed = early.map { _ in [] }
        openFrom = early.map { _ in .min }
        earlyPlaces = plan.outputs.indices.map { output in
            early.firstIndex { $0.output == output }
        }
    }

    /// The outputs of a plan whose ended windows are looked at, in the order of their groups.
    static func earlyOutputs(_ plan: Plan, _ groups: [ClosingGroup]) -> [EarlyOutput] {
        var early: [EarlyOutput] = []
        for (number, group) in groups.enumerated() where group.shape.isSinglePane {
            for output in group.outputs where isEarly(plan.kpis[plan.outputs[output].kpi]) {
                early.append(
                    EarlyOutput(
                        output: output,
                        group: number,
                        table: group.table,
                        size: group.shape.longest
                    )
                )
            }
        }
        return early
    }

    /// How many places are in use: of each output, up to its newest series that was read.
    var count: Int { entries.reduce(0) { sum, series in sum + series.count } }

    /// How many there can be.
    var limit: Int { columns.reduce(0) { sum, column in sum + (column?.limit ?? 0) } }

    /// How a series stands; nil: it has no target, or was never read.
    func standing(_ output: Int, _ series: UInt32) -> TargetStanding? {
        columns[output]?.standing(of: series)
    }

    /// What is known of a series.
    func entry(_ output: Int, _ series: UInt32) -> Entry {
        Int(series) < entries[output].count ? entries[output][Int(series)] : Entry()
    }

    /// Keeps what is known of a series that was read.
    mutating func set(_ entry: Entry, _ output: Int, _ series: UInt32) {
        while entries[output].count <= Int(series) { entries[output].append(Entry()) }
        entries[output][Int(series)] = entry
        if let standing = entry.state.standing { columns[output]?.publish(standing, of: series) }
        if let place = earlyPlaces[output] { changed[place].insert(series) }
    }

    /// Forgets what is known of a series: the next window of it is read as its first.
    ///
    /// - Parameter window: of the series, the one that was one too many without it.
    mutating func forget(_ window: WindowValue) {
        let before = entries[window.output][Int(window.series)].state.standing?.status
        entries[window.output][Int(window.series)] = Entry()
        columns[window.output]?.withdraw(window.series)
        // Decided windows that turned nothing so far can do so now.
        if let place = earlyPlaces[window.output] { changed[place].insert(window.series) }
        guard keepsTurns else { return }
        turns.append(TargetTurn(value: window, before: before, isQuiet: true))
    }

    /// Notes that a status turned, or did not.
    mutating func note(_ value: WindowValue, before: TargetStatus?) {
        guard keepsTurns, value.target?.status != before else { return }
        turns.append(TargetTurn(value: value, before: before))
    }

    /// The statuses that turned since the call before, each as of a watermark.
    mutating func takeTurns(at watermark: Int64) -> [TargetTurn] {
        defer { turns = [] }
        return turns.map { turn in
            var value = turn.value
            value.watermark = watermark
            return TargetTurn(value: value, before: turn.before, isQuiet: turn.isQuiet)
        }
    }

    /// Notes that a row changed whose window may have ended; start and watermark are of one clock.
    mutating func noteChanged(series: UInt32, start: Int64, table: Int, watermark: Int64) {
        for (place, early) in earlyOutputs.enumerated()
        where early.table == table && start + early.size <= watermark {
            changed[place].insert(series)
        }
    }

    /// Whether bounds of a KPI's early values can say more than its finals.
    private static func isEarly(_ kpi: KPI) -> Bool {
        kpi.target != nil && kpi.settle != .none && kpi.openMoves != .unknown
    }
}

extension TargetColumn {
    /// A column for each output of a plan that has a target.
    static func all(of plan: Plan, series: [SeriesTable]) -> [TargetColumn?] {
        plan.outputs.map { output in
            guard plan.kpis[output.kpi].target != nil else { return nil }
            return TargetColumn(limit: series[plan.tables[output.table].groupingSet].limit)
        }
    }
}
