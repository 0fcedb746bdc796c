// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing
import Windowing

@testable import KPIs
@testable import Pipeline

struct PaneStoreRepeatingTests {
    /// Panes of 10 and of 100 in which different persons are counted who reached a stage, in total and,
    /// if it is grouped, by country; and how often somebody was seen.
    private struct Bench: ~Copyable {
        var panes: PaneStore

        init(isGrouped: Bool = false, from: Int64 = .min) {
            let cells = [
                Measure(.distinct, of: .stageReached), Measure(.distinct, of: .contentSeen),
                Measure(.count, of: .contentSeen),
            ]
            let groupingSets: [[Int]] = isGrouped ? [[], [0]] : [[]]
            let tables = groupingSets.indices.flatMap { groupingSet in
                ([10, 100] as [Int64]).map { size in
                    Plan.Table(
                        groupingSet: groupingSet,
                        paneSize: size,
                        settle: 0,
                        lateness: 50,
                        longestWindow: size,
                        retention: 200,
                        cells: cells
                    )
                }
            }
            let plan = Plan.counting(
                cells,
                in: tables,
                by: [.country],
                groupingSets: groupingSets
            )
            var freshness = Freshness()
            freshness.cells = tables.map { _ in cells.map { _ in from } }
            panes = PaneStore(
                plan: plan,
                tables: PaneTables(
                    tables.map { .init(paneSize: $0.paneSize, cellCount: cells.count) },
                    budget: RowBudget(maximum: 1_000)
                ),
                arenas: SketchArenas(limitBytes: 4 << 20),
                levels: Levels(plan, seriesLimit: 10),
                combinations: CombinationTable(
                    dimensionCount: 1,
                    groupingSets: groupingSets,
                    seriesLimit: 10,
                    limit: 10
                ),
                completeness: Completeness(AggregatorConfiguration(plan: plan)),
                freshness: freshness
            )
        }

        /// The sizes of the panes in which a fact is one more.
        mutating func repeated(
            _ kind: FactKind = .stageReached,
            at time: Int64,
            since earlier: Int64,
            _ combination: UInt32 = 0
        ) -> [Int64] {
            let fact = Fact(kind, channel: .web, time: time, combination: combination, item: 7)
            let bits = panes.repeated(fact, since: earlier, 0)
            var sizes: [Int64] = []
            for position in 0..<panes.classes.count
            where panes.classes[position].bit & bits != 0 {
                sizes.append(panes.classes[position].paneSize)
            }
            return Set(sizes).sorted()
        }
    }

    @Test func `a person counts once in a pane, in the next one again`() {
        var bench = Bench()
        let found = [(14, 11), (11, 14), (20, 11), (99, 0), (100, 99), (-1, 0), (-1, -10)].map {
            bench.repeated(at: $0.0, since: $0.1)
        }
        #expect(found == [[10, 100], [10, 100], [100], [100], [], [], [10, 100]])
    }

    @Test func `what is counted by how often it was said is never a repetition`() {
        var bench = Bench()
        let found = bench.repeated(.contentSeen, at: 14, since: 11)
        #expect(found == [])
    }

    @Test func `where it is grouped the values must be the same, else they do not matter`() {
        var total = Bench()
        var grouped = Bench(isGrouped: true)
        let found = [
            total.repeated(at: 14, since: 11, 1), grouped.repeated(at: 14, since: 11, 1),
            grouped.repeated(at: 14, since: 11),
        ]
        #expect(found == [[10, 100], [], [10, 100]])
    }

    @Test func `what was said before a cell counted does not count in it`() {
        var bench = Bench(from: 13)
        let found = [(14, 12), (14, 13)].map { bench.repeated(at: $0.0, since: $0.1) }
        #expect(found == [[], [10, 100]])
    }

    @Test func `in a pane that has ended nothing is a repetition, since it may be revised`() {
        var bench = Bench()
        var found: [[Int64]] = []
        for watermark in [19, 20, 99, 100] as [Int64] {
            bench.panes.watermark = watermark
            found.append(bench.repeated(at: 14, since: 11))
        }
        #expect(found == [[10, 100], [100], [100], []])
    }
}
