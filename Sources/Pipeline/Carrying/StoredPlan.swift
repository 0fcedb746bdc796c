// SPDX-License-Identifier: Apache-2.0

import Events
public import KPIs
import Windowing

/// What stored state means: which measure each cell counts, which output each number names.
///
/// It stands in the state as a part of its own, so that a later start with other definitions finds
/// what it can go on with (`StateCarrying`).
public struct StoredPlan: Equatable, Sendable {
    /// One cell of the rows of a table.
    struct Cell: Equatable {
        /// `Measure.identity`, with the times of the tracker that makes its facts.
        var identity: String
        /// How it is folded, which says how long its content is.
        var fold: Fold

        /// Whether it counts running totals of objects: an identity begins with the fact.
        var isOfReadings: Bool {
            [FactKind.totalsRead, .totalsChanged].contains { identity.hasPrefix("\($0.name);") }
        }
    }

    /// The rows of one grouping set, pane size and settle time.
    struct Table: Equatable {
        var groupingSet: Int
        var paneSize: Int64
        var settle: Int64
        var lateness: Int64
        /// The name of the zone by whose clock its panes go.
        var zone: String
        var cells: [Cell]
    }

    /// A KPI in one shape of windows and one grouping set.
    struct Output: Equatable {
        var kpi: String
        var definition: String
        var table: Int
        /// `WindowShape.text`.
        var shape: String
        /// `Target.identity`; empty: there is none.
        var target: String
        /// The cells that it reads.
        var cells: [Int]
        /// The output of the same KPI in the total set that it is compared with; itself if none.
        var total: Int
    }

    /// Keys of the dimensions that are grouped by, by slot.
    let dimensions: [String]
    /// Keys of the dimensions that are listed, in the slots behind.
    let listed: [String]
    /// Slots of each grouping set.
    let groupingSets: [[Int]]
    let tables: [Table]
    let outputs: [Output]
    /// Outputs that close together, by table and shape, in the order of their numbers: the groups of
    /// an emission.
    let groups: [[Int]]
    /// The outputs that are judged before they are final, in their order.
    let early: [Int]
    /// The goals, by bit.
    let goals: [String]

    /// What state means that is counted by a plan.
    ///
    /// - Parameters:
    ///   - plan: the compiled definitions.
    ///   - zone: the name of its calendar's zone; what the zone's clock does is read anew at each
    ///     start and may have been corrected.
    ///   - trackers: the times that facts of trackers mean.
    public init(_ plan: Plan, zone: String, trackers: TrackerParameters) {
        dimensions = plan.dimensions.map(\.key)
        listed = plan.listedDimensions.map(\.key)
        groupingSets = plan.groupingSets
        goals = plan.goals
        tables = plan.tables.map { table in
            Table(
                groupingSet: table.groupingSet,
                paneSize: table.paneSize,
                settle: table.settle,
                lateness: table.lateness,
                zone: table.calendar.isUTC ? "UTC" : zone,
                cells: table.cells.map { measure in
                    let meaning = trackers.meaning(of: measure.fact)
                    let identity = measure.identity
                    return Cell(
                        identity: meaning.isEmpty ? identity : "\(identity); \(meaning)",
                        fold: measure.fold
                    )
                }
            )
        }
        outputs = plan.outputs.enumerated().map { number, output in
            let kpi = plan.kpis[output.kpi]
            return Output(
                kpi: kpi.id,
                definition: kpi.definition,
                table: output.table,
                shape: output.shape.text,
                target: kpi.target?.identity ?? "",
                cells: plan.cells(of: number).sorted(),
                total: kpi.formula.needsTotal ? output.total ?? number : number
            )
        }
        groups = Self.groups(of: outputs)
        early = TargetBook.earlyOutputs(plan, ClosingGroup.all(of: plan)).map(\.output)
    }

    /// As it was read.
    init(
        dimensions: [String],
        listed: [String],
        groupingSets: [[Int]],
        tables: [Table],
        outputs: [Output],
        early: [Int],
        goals: [String]
    ) {
        self.dimensions = dimensions
        self.listed = listed
        self.groupingSets = groupingSets
        self.tables = tables
        self.outputs = outputs
        groups = Self.groups(of: outputs)
        self.early = early
        self.goals = goals
    }

    /// Tells definitions apart whose state does not fit each other.
    public var fingerprint: UInt64 {
        var writer = StateWriter()
        write(Freshness(), to: &writer)
        return XXHash64.hash(writer.bytes[...])
    }

    /// Pane sizes and settle times of the tables, by the bit of their class.
    var classes: [PaneClassKey] { PaneClassKey.all(tables.map { ($0.paneSize, $0.settle) }) }

    /// The groups of outputs.
    private static func groups(of outputs: [Output]) -> [[Int]] {
        struct Key: Hashable {
            var table: Int
            var shape: String
        }
        var places: [Key: Int] = [:]
        var groups: [[Int]] = []
        for (number, output) in outputs.enumerated() {
            let key = Key(table: output.table, shape: output.shape)
            if let place = places[key] {
                groups[place].append(number)
            } else {
                places[key] = groups.count
                groups.append([number])
            }
        }
        return groups
    }
}
