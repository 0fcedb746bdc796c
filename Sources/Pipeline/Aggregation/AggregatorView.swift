// SPDX-License-Identifier: Apache-2.0

public import KPIs
public import Windowing

/// What an aggregator shows to other threads, to be read at any time, lock-free.
public final class AggregatorView: Sendable {
    /// The compiled definitions.
    public let plan: Plan
    /// The rows of all tables, by their position in the plan.
    public let tables: PaneTables
    /// What sketch cells hold.
    public let arenas: SketchArenas
    /// What measures came to since the beginning.
    let levels: Levels
    /// Rows in use and their maximum.
    public let budget: RowBudget
    /// Watermarks of the partitions.
    public let watermarks: PartitionWatermarks
    /// Series of each grouping set.
    let series: [SeriesTable]
    /// How series stand against the target of each output that has one.
    let targets: [TargetColumn?]
    /// Which windows were seen whole.
    let completeness: Completeness

    init(
        plan: Plan,
        tables: PaneTables,
        arenas: SketchArenas,
        levels: Levels,
        series: [SeriesTable],
        completeness: Completeness,
        budget: RowBudget,
        watermarks: PartitionWatermarks
    ) {
        self.plan = plan
        self.tables = tables
        self.arenas = arenas
        self.levels = levels
        self.series = series
        targets = TargetColumn.all(of: plan, series: series)
        self.completeness = completeness
        self.budget = budget
        self.watermarks = watermarks
    }

    /// How many series a grouping set has.
    public func seriesCount(of groupingSet: Int) -> Int { series[groupingSet].count }

    /// The interned values of a series, by position in the grouping set.
    public func values(of series: UInt32, in groupingSet: Int) -> [UInt32] {
        self.series[groupingSet].values(of: series)
    }

    /// Whether a series stands for values over a limit.
    public func isOverflow(_ series: UInt32, in groupingSet: Int) -> Bool {
        self.series[groupingSet].isOverflow(series)
    }
}
