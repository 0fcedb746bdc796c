// SPDX-License-Identifier: Apache-2.0

import Events
import Windowing

/// Gathers KPIs in tables and lays out their cells.
struct PlanBuilder {
    private struct TableKey: Hashable {
        let groupingSet: Int
        let paneSize: Int64
        let settle: Int64
        /// Counts up where one table would have too many cells or outputs.
        var part = 0
    }

    /// A table whose cells are still being gathered.
    private struct Draft {
        let key: TableKey
        var order = CellOrder()
        var longestWindow: Int64
        var retention: Int64
        /// How far back a window is that some KPI compares with, ms.
        var back: Int64 = 0
        /// How many outputs have each shape of windows.
        var outputs: [WindowShape: Int] = [:]

        func hasRoom(for kpi: KPI, _ shape: WindowShape) -> Bool {
            order.count(with: kpi) <= Plan.mostCells
                && outputs[shape, default: 0] < Plan.mostOutputs
        }
    }

    private struct Reading {
        let kpi: Int
        let key: TableKey
        let shape: WindowShape
        let expected: [[String]]
    }

    private let grouping: GroupingSets
    private let parameters: Catalogue.Parameters
    private let lateness: [Int64: Int64]
    private let calendar: ZoneCalendar
    private var kpis: [KPI] = []
    private var omitted: [String] = []
    private var drafts: [TableKey: Draft] = [:]
    private var readings: [Reading] = []

    /// An empty plan.
    init(
        grouping: GroupingSets,
        parameters: Catalogue.Parameters,
        lateness: [Int64: Int64],
        calendar: ZoneCalendar
    ) {
        self.grouping = grouping
        self.parameters = parameters
        self.lateness = lateness
        self.calendar = calendar
    }

    /// Leaves a KPI out.
    mutating func omit(_ kpi: KPI) { omitted.append(kpi.id) }

    /// Adds a KPI in its windows and grouping sets.
    mutating func add(
        _ kpi: KPI,
        _ selection: KPISelection,
        in shapes: [WindowShape],
        sets: [Int]
    ) {
        let settle = kpi.settle.duration(parameters)
        for set in sets {
            for shape in shapes {
                var key = TableKey(groupingSet: set, paneSize: shape.paneSize, settle: settle)
                while let full = drafts[key], !full.hasRoom(for: kpi, shape) { key.part += 1 }
                let finality = settle + lateness.allowed(forSize: shape.longest)
                var draft = drafts[key] ?? Draft(key: key, longestWindow: 0, retention: 0)
                draft.order.add(kpi)
                draft.outputs[shape, default: 0] += 1
                draft.longestWindow = max(draft.longestWindow, shape.longest)
                draft.retention = max(
                    draft.retention,
                    shape.longest - shape.paneSize + finality
                )
                draft.back = max(draft.back, kpi.formula.comparesBack ?? 0)
                drafts[key] = draft
                readings.append(
                    Reading(
                        kpi: kpis.count,
                        key: key,
                        shape: shape,
                        expected: grouping.expected(selection, set: set)
                    )
                )
            }
        }
        kpis.append(kpi)
    }

    /// The plan: tables by grouping set, pane size and settle time; outputs as they were added,
    /// those of the total set first, so that a total series can go by its output's number.
    func plan() -> Plan {
        let sorted = drafts.values.sorted {
            ($0.key.groupingSet, $0.key.paneSize, $0.key.settle, $0.key.part)
                < ($1.key.groupingSet, $1.key.paneSize, $1.key.settle, $1.key.part)
        }
        let tables = sorted.map(table)
        let numbers = Dictionary(
            uniqueKeysWithValues: sorted.enumerated().map { ($0.element.key, $0.offset) }
        )
        let ordered =
            readings.filter { $0.key.groupingSet == 0 }
            + readings.filter { $0.key.groupingSet != 0 }
        var outputs = ordered.map { output($0, table: numbers[$0.key, default: 0]) }
        for index in outputs.indices where ordered[index].key.groupingSet != 0 {
            outputs[index].total = outputs.firstIndex { total in
                total.kpi == outputs[index].kpi && total.shape == outputs[index].shape
            }
        }
        let goals = Set(kpis.flatMap(\.measures).flatMap { $0.goals + $0.everyGoal }).sorted()
        var plan = Plan(
            dimensions: grouping.dimensions,
            groupingSets: grouping.sets,
            tables: tables,
            updates: updates(tables, goals),
            outputs: outputs,
            kpis: kpis,
            wantedTypes: kpis.reduce(0) { $0 | $1.sources },
            omitted: omitted
        )
        plan.goals = goals
        let measures = kpis.flatMap(\.measures)
        plan.listedDimensions = Dimension.allCases.filter { dimension in
            measures.contains { $0.listed == dimension }
        }
        plan.listedTypes = plan.listedDimensions.map { dimension in
            measures.filter { $0.listed == dimension }.reduce(0) { $0 | $1.sources }
        }
        plan.calendar = calendar
        addEventUpdates(to: &plan)
        return plan
    }

    private func addEventUpdates(to plan: inout Plan) {
        for (number, table) in plan.tables.enumerated() {
            for (cell, measure) in table.cells.enumerated() {
                guard let selection = measure.event else { continue }
                for type in selection.types.map({ Int($0.rawValue) }) {
                    let known = plan.eventSelections[type].firstIndex(of: selection)
                    if known == nil { plan.eventSelections[type].append(selection) }
                    plan.eventUpdates[type].append(
                        Plan.EventUpdate(
                            table: number,
                            cell: cell,
                            selection: known ?? plan.eventSelections[type].count - 1,
                            fold: measure.fold
                        )
                    )
                }
            }
        }
    }

    private func output(_ reading: Reading, table: Int) -> Plan.Output {
        Plan.Output(
            kpi: reading.kpi,
            table: table,
            shape: reading.shape,
            total: nil,
            expected: reading.expected,
            finality: reading.key.settle + lateness.allowed(forSize: reading.shape.longest)
        )
    }

    private func table(_ draft: Draft) -> Plan.Table {
        var table = Plan.Table(
            groupingSet: draft.key.groupingSet,
            paneSize: draft.key.paneSize,
            settle: draft.key.settle,
            lateness: lateness.allowed(forSize: draft.key.paneSize),
            longestWindow: draft.longestWindow,
            retention: draft.retention,
            cells: draft.order.cells
        )
        // A revision names the value of the window before, too.
        table.retention =
            max(table.retention, table.acceptance + draft.longestWindow - table.paneSize)
            + max(draft.longestWindow, draft.back)
        if table.paneSize % WindowShape.day == 0, !calendar.isUTC {
            table.calendar = calendar
            // Days that are longer, and times of two clocks side by side.
            table.retention += 2 * WindowShape.day
        }
        return table
    }

    private func updates(_ tables: [Plan.Table], _ goals: [String]) -> [[Plan.Update]] {
        var updates: [[Plan.Update]] = Array(repeating: [], count: FactKind.count)
        for (number, table) in tables.enumerated() {
            for (cell, measure) in table.cells.enumerated() where measure.event == nil {
                var filter = measure.filter
                filter.goals = bits(of: measure.goals, among: goals)
                filter.everyGoal = bits(of: measure.everyGoal, among: goals)
                updates[Int(measure.fact.rawValue)].append(
                    Plan.Update(table: number, cell: cell, filter: filter, fold: measure.fold)
                )
            }
        }
        return updates
    }

    private func bits(of names: [String], among goals: [String]) -> UInt16 {
        names.reduce(0) { bits, name in
            // The compiler refuses more goals than there are bits.
            let position = min(goals.firstIndex(of: name) ?? 0, Plan.mostGoals - 1)
            return bits | 1 << UInt16(position)
        }
    }
}
