// SPDX-License-Identifier: Apache-2.0

/// What of other definitions goes on with stored state: for each thing of the new plan the stored one
/// that is the same, nil where it is new.
struct PlanCorrespondence {
    /// By slot, those that are listed behind those that are grouped by.
    let slots: [Int?]
    let groupingSets: [Int?]
    let tables: [Int?]
    /// By table.
    let cells: [[Int?]]
    /// Outputs of one KPI, in windows of one shape, over the same rows.
    let outputs: [Int?]
    /// By the stored class's bit, the new one's.
    let classes: [Int?]
    /// By the stored goal's bit, the new one's.
    let goals: [Int?]

    init(from old: StoredPlan, to new: StoredPlan) {
        let dimensions = new.dimensions.map { old.dimensions.firstIndex(of: $0) }
        slots =
            dimensions
            + new.listed.map { key in
                old.listed.firstIndex(of: key).map { old.dimensions.count + $0 }
            }
        let sets = Self.sets(of: old)
        groupingSets = Self.sets(of: new).map { sets.firstIndex(of: $0) }
        let keys = old.tables.map { TableKey(old, $0) }
        tables = new.tables.map { keys.firstIndex(of: TableKey(new, $0)) }
        var cells: [[Int?]] = []
        for (number, table) in new.tables.enumerated() {
            let known = tables[number].map { old.tables[$0].cells } ?? []
            cells.append(table.cells.map { known.firstIndex(of: $0) })
        }
        self.cells = cells
        let known = Self.outputs(of: old)
        let matched = tables
        outputs = new.outputs.map { output in
            guard let table = matched[output.table] else { return nil }
            return known[OutputKey(kpi: output.kpi, table: table, shape: output.shape)]
        }
        let classes = new.classes
        self.classes = old.classes.map { classes.firstIndex(of: $0) }
        goals = old.goals.map { new.goals.firstIndex(of: $0) }
    }

    /// Whether a stored output goes on as the same series of values.
    func keepsDefinition(_ output: Int, from old: StoredPlan, to new: StoredPlan) -> Bool {
        guard let known = outputs[output] else { return false }
        return old.outputs[known].definition == new.outputs[output].definition
    }

    /// The new number of each stored thing.
    static func inverse(_ known: [Int?]) -> [Int: Int] {
        var inverse: [Int: Int] = [:]
        for (number, old) in known.enumerated() { if let old { inverse[old] = number } }
        return inverse
    }

    /// Grouping sets by the keys of their dimensions.
    private static func sets(of plan: StoredPlan) -> [[String]] {
        plan.groupingSets.map { slots in slots.map { plan.dimensions[$0] } }
    }

    private static func outputs(of plan: StoredPlan) -> [OutputKey: Int] {
        var numbers: [OutputKey: Int] = [:]
        for (number, output) in plan.outputs.enumerated() {
            let key = OutputKey(kpi: output.kpi, table: output.table, shape: output.shape)
            numbers[key] = number
        }
        return numbers
    }

    /// Rows are the same where all of this is.
    private struct TableKey: Equatable {
        var dimensions: [String]
        var paneSize: Int64
        var settle: Int64
        var lateness: Int64
        var zone: String

        init(_ plan: StoredPlan, _ table: StoredPlan.Table) {
            dimensions = plan.groupingSets[table.groupingSet].map { plan.dimensions[$0] }
            paneSize = table.paneSize
            settle = table.settle
            lateness = table.lateness
            zone = table.zone
        }
    }

    private struct OutputKey: Hashable {
        var kpi: String
        var table: Int
        var shape: String
    }
}
