// SPDX-License-Identifier: Apache-2.0

import Events
import TestSupport
import Testing

@testable import KPIs
@testable import Pipeline
@testable import Windowing

struct FactChecksTests {
    /// Facts with whatever filters ask for, the same ones each time.
    private func facts(_ count: Int, of kinds: [FactKind]) -> [Fact] {
        var random = SplitMix64(seed: 20_251_129)
        func next(_ bound: Int64) -> Int64 { random.number(0...bound - 1) }
        return (0..<count).map { _ in
            var fact = Fact(
                random.pick(kinds),
                channel: random.pick(Channel.allCases),
                time: next(3),
                combination: 0,
                metric: random.pick(TotalsMetric.allCases),
                flags: FactFlags(rawValue: UInt16(next(1 << 16))),
                value: next(90) * (next(2) == 0 ? 1 : Fact.unit),
                count: next(12),
                item: UInt64(next(50)) + 1
            )
            fact.word = UInt8(next(8))
            fact.goals = UInt16(next(4))
            return fact
        }
    }

    /// A plan with so many counts of answers, each of another score.
    private func crowd(_ count: Int) -> Plan {
        let cells = (0..<count).map { score in
            var filter = FactFilter()
            filter.values = Int64(score)...Int64(score)
            return Measure(.count, of: .answerGiven, where: filter)
        }
        // A row has at most 64 cells.
        let halves = [Array(cells.prefix(count / 2)), Array(cells.dropFirst(count / 2))]
        var updates: [[Plan.Update]] = Array(repeating: [], count: FactKind.count)
        for (table, half) in halves.enumerated() {
            for (cell, measure) in half.enumerated() {
                updates[Int(FactKind.answerGiven.rawValue)].append(
                    .init(table: table, cell: cell, filter: measure.filter, fold: .count)
                )
            }
        }
        return Plan(
            dimensions: [],
            groupingSets: [[]],
            tables: halves.map {
                Plan.Table(
                    groupingSet: 0,
                    paneSize: 1,
                    settle: 0,
                    lateness: 1 << 50,
                    longestWindow: 1,
                    retention: 1 << 51,
                    cells: $0
                )
            },
            updates: updates,
            outputs: [],
            kpis: [],
            wantedTypes: .max,
            omitted: []
        )
    }

    private func store(_ plan: Plan) -> PaneStore {
        PaneStore(
            plan: plan,
            tables: PaneTables(
                plan.tables.map { .init(paneSize: $0.paneSize, cellCount: $0.cells.count) },
                budget: RowBudget(maximum: 1_000)
            ),
            arenas: SketchArenas(limitBytes: 4 << 20),
            levels: Levels(plan, seriesLimit: 1),
            combinations: CombinationTable(
                dimensionCount: 0,
                groupingSets: plan.groupingSets,
                seriesLimit: 1
            ),
            completeness: Completeness(AggregatorConfiguration(plan: plan))
        )
    }

    @Test func `each bit is one filter of the catalogue that takes the fact`() throws {
        var compiler = PlanCompiler()
        compiler.windows.append(.week)
        compiler.selections = Catalogue.kpis(parameters: compiler.parameters).map {
            KPISelection($0.id)
        }
        let plan = try compiler.compile()
        let checks = FactChecks(plan)
        var takenCount = 0
        for fact in facts(20_000, of: FactKind.allCases) {
            let filters = plan.filters(of: fact.kind)
            #expect(filters.count <= 64)
            let taking = checks.taking(fact)
            for (position, filter) in filters.enumerated() {
                #expect((taking & 1 << UInt64(position) != 0) == filter.takes(fact))
            }
            takenCount += taking.nonzeroBitCount
        }
        #expect(takenCount > 1_000)
    }

    @Test(arguments: [2, 63, 64, 65, 66, 100])
    func `a kind counts as its filters say, however many there are`(count: Int) {
        let plan = crowd(count)
        var panes = store(plan)
        var expected: [Int64: Int64] = [:]
        for fact in facts(2_000, of: [.answerGiven]) where fact.value < 120 {
            let isCounted = panes.add(fact) != 0
            #expect(isCounted == (fact.value < count))
            if isCounted { expected[fact.value, default: 0] += 1 }
            guard fact.count == 0, isCounted else { continue }
            #expect(panes.takeBack(fact) != 0)
            expected[fact.value, default: 0] -= 1
        }
        var found: [Int64: Int64] = [:]
        for (number, table) in plan.tables.enumerated() {
            for time in Int64(0)..<3 {
                for row in panes.tables[number].rows(inPane: time) {
                    for (cell, measure) in table.cells.enumerated() {
                        found[measure.filter.values.lowerBound, default: 0] += row.value(cell)
                    }
                }
            }
        }
        #expect(found.filter { $0.value != 0 } == expected.filter { $0.value != 0 })
        #expect(!expected.isEmpty)
    }

    @Test func `what no filter takes makes no row`() {
        let plan = crowd(100)
        var panes = store(plan)
        var fact = Fact(.answerGiven, channel: .feedback, time: 0, combination: 0, value: 99)
        #expect(panes.add(fact) != 0)
        #expect(panes.tables[0].rowCount == 0, "scores of the first half are in the other table")
        #expect(panes.tables[1].rowCount == 1)
        fact.time = 1
        fact.value = 100
        #expect(panes.add(fact) == 0)
        #expect(panes.tables[1].rowCount == 1)
    }
}
