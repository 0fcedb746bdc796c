// SPDX-License-Identifier: Apache-2.0

import Events
import Testing
import Windowing

@testable import KPIs

struct PlanCompilerTests {
    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 86_400_000

    @Test func `the whole catalogue compiles without dimensions by default`() throws {
        let plan = try PlanCompiler().compile()
        let usual = Catalogue.kpis().filter(\.isUsual).map(\.id)
        #expect(plan.kpis.map(\.id) == usual.filter { !plan.omitted.contains($0) })
        #expect(plan.groupingSets == [[]])
        #expect(plan.dimensions.isEmpty)
        // They are told for weeks, and weeks are not among the default windows.
        #expect(plan.omitted.count == 3 && plan.omitted.allSatisfy { $0.contains("relationship") })
    }

    @Test func `there is one table for each grouping set, pane size and settle time`() throws {
        let plan = try PlanCompiler(
            selections: [
                KPISelection("web.visits", by: [["country"]]), KPISelection("web.bounce_rate"),
            ],
            windows: [60_000, .tumbling(Self.hour)]
        ).compile()
        let keys = plan.tables.map { [Int64($0.groupingSet), $0.paneSize, $0.settle] }
        #expect(
            keys == [
                [0, 60_000, 0], [0, 60_000, 1_800_000], [0, Self.hour, 0],
                [0, Self.hour, 1_800_000], [1, 60_000, 0], [1, Self.hour, 0],
            ]
        )
    }

    @Test func `KPIs with the same measure share a cell`() throws {
        let plan = try PlanCompiler(
            selections: [
                KPISelection("email.ctr"), KPISelection("email.ctor"),
                KPISelection("email.open_rate"),
            ],
            windows: [.tumbling(Self.hour)]
        ).compile()
        #expect(plan.tables.count == 1)
        let facts = plan.tables[0].cells.map(\.fact)
        #expect(facts.count == 4)
        #expect(
            Set(facts) == [
                .messageClicked, .messageDelivered, .messageResponded, .messageOpened,
            ]
        )
        #expect(plan.outputs.map(\.table) == [0, 0, 0])
    }

    @Test func `in every table parts stand before their wholes`() throws {
        let plan = try PlanCompiler(
            selections: Catalogue.kpis().map { KPISelection($0.id, by: [["campaign"]]) },
            windows: [10_000, 60_000, .tumbling(Self.hour), .tumbling(Self.day), .week]
        ).compile()
        var compared = 0
        for output in plan.outputs {
            let cells = plan.tables[output.table].cells
            let (parts, wholes) = plan.kpis[output.kpi].nesting
            for part in parts {
                for whole in wholes {
                    let first = try #require(cells.firstIndex(of: part))
                    let second = try #require(cells.firstIndex(of: whole))
                    #expect(first < second, "\(plan.kpis[output.kpi].id): \(part.text)")
                    compared += 1
                }
            }
        }
        #expect(compared > 100)
    }

    @Test func `updates lead each fact to every cell that counts it`() throws {
        let plan = try PlanCompiler(selections: [KPISelection("web.conversion_rate")]).compile()
        let updates = plan.updates[Int(FactKind.sessionEnded.rawValue)]
        #expect(updates.count == 2 * plan.tables.count)
        for update in updates {
            let measure = plan.tables[update.table].cells[update.cell]
            #expect(measure.fact == .sessionEnded)
            #expect(measure.filter == update.filter)
            #expect(measure.fold == update.fold)
        }
        #expect(plan.updates[Int(FactKind.pageViewed.rawValue)].isEmpty)
        #expect(plan.updates.count == FactKind.count)
    }

    @Test func `a sliding window ranges over panes of its hop`() throws {
        let plan = try PlanCompiler(selections: [KPISelection("web.current_visitors")]).compile()
        let output = try #require(plan.outputs.first)
        let table = plan.tables[output.table]
        #expect(plan.outputs.count == 1)
        #expect(output.shape == .sliding(size: 300_000, hop: 10_000))
        #expect(table.paneSize == 10_000 && table.longestWindow == 300_000)
        // 5m is not listed, so it takes the lateness of 1m; its panes have that of 10s.
        #expect(output.finality == 120_000 && table.lateness == 60_000)
        #expect(table.retention == 290_000 + 120_000 + 300_000)
        #expect(table.acceptance == 120_000)
    }

    @Test func `a window is final after settle and its lateness`() throws {
        let plan = try PlanCompiler(
            selections: [KPISelection("web.bounce_rate"), KPISelection("app.retention_d1")]
        ).compile()
        let bounce = plan.outputs.filter { $0.kpi == 0 }.map { [$0.size, $0.finality] }
        #expect(
            bounce == [
                [10_000, 1_860_000], [60_000, 1_920_000], [Self.hour, 2_700_000],
                [Self.day, 12_600_000],
            ]
        )
        let retention = plan.outputs.filter { $0.kpi == 1 }.map { [$0.size, $0.finality] }
        #expect(retention == [[Self.day, Self.day + 10_800_000]])
    }

    @Test func `windows are by default those of at least a 200th of the settle time`() throws {
        let plan = try PlanCompiler().compile()
        func sizes(_ id: String) -> [Int64] {
            plan.outputs.filter { plan.kpis[$0.kpi].id == id }.map(\.size)
        }
        #expect(sizes("web.visits") == [10_000, 60_000, Self.hour, Self.day])
        #expect(sizes("web.bounce_rate") == [10_000, 60_000, Self.hour, Self.day])
        #expect(sizes("email.ctr") == [Self.hour, Self.day])
        #expect(sizes("email.delivery_rate") == [Self.hour, Self.day])
        #expect(sizes("app.active_users") == [Self.day])
        #expect(sizes("app.retention_d1") == [Self.day])
        #expect(sizes("web.current_visitors") == [300_000])
    }

    @Test func `dimensions take slots by name, and sets are shared`() throws {
        let plan = try PlanCompiler(
            selections: [
                KPISelection("email.ctr", by: [["country", "campaign"], ["campaign"]]),
                KPISelection("web.visits", by: [["campaign"], []]),
            ]
        ).compile()
        #expect(plan.dimensions == [.campaign, .country])
        #expect(plan.groupingSets == [[], [0, 1], [0]])
        let visits = plan.outputs.filter { $0.kpi == 1 }.map { plan.tables[$0.table].groupingSet }
        #expect(Set(visits) == [0, 2])
        let totals = plan.outputs.prefix { plan.tables[$0.table].groupingSet == 0 }
        #expect(totals.count == plan.outputs.count { plan.tables[$0.table].groupingSet == 0 })
    }

    @Test func `expected series belong to the set of their dimensions`() throws {
        let plan = try PlanCompiler(
            selections: [
                KPISelection(
                    "web.visits",
                    by: [["campaign"], ["campaign", "country"]],
                    windows: [60_000],
                    expect: [["campaign": "welcome"], ["country": "IT", "campaign": "x"]]
                )
            ]
        ).compile()
        #expect(plan.outputs.map(\.expected) == [[], [["welcome"]], [["x", "IT"]]])
    }

    @Test func `a lateness that is not listed is that of the next smaller size`() {
        let compiler = PlanCompiler(lateness: [60_000: 5, 3_600_000: 7])
        #expect(compiler.lateness(of: 3_600_000) == 7)
        #expect(compiler.lateness(of: 3_599_999) == 5)
        #expect(compiler.lateness(of: 10_000) == 5)
    }

    @Test func `the default catalogue leaves out what no window suits`() throws {
        let plan = try PlanCompiler(windows: [60_000]).compile()
        #expect(plan.omitted.contains("app.retention_d1"))
        #expect(plan.omitted.contains("email.ctr"))
        #expect(!plan.kpis.contains { $0.id == "email.ctr" })
    }

    @Test func `a selection's target replaces the definition's`() throws {
        var compiler = PlanCompiler(selections: [KPISelection("own.a"), KPISelection("web.visits")])
        let text = """
            measures: { orders: { fold: count, of: event.order } }
            kpis:
              - id: own.a
                definition: o@1
                unit: count
                better: lower
                formula: orders
                target: { value: 1 }
            """
        #expect(compiler.definitions.add(Array(text.utf8), file: "f.yaml").isEmpty)
        let plan = try compiler.compile()
        #expect(plan.kpis.map { $0.target?.warn } == [Target.Band(high: 1), nil])
        compiler.selections?[0].target = TargetDraft(value: 2)
        #expect(try compiler.compile().kpis[0].target?.warn == Target.Band(high: 2))
        compiler.selections?[1].target = TargetDraft(value: 2)
        compiler.selections?[1].target?.direction = .range
        let error = #expect(throws: PlanError.self) { _ = try compiler.compile() }
        #expect(error?.reason == .unsuitableTarget && error?.selection == 1)
    }

    @Test func `weeks and months are ranges of the panes of a day`() throws {
        var compiler = PlanCompiler(selections: [KPISelection("web.visits")])
        compiler.windows = [.tumbling(Self.day), .week, .month]
        compiler.lateness[7 * Self.day] = 4 * Self.hour
        let plan = try compiler.compile()
        #expect(plan.tables.map(\.paneSize) == [Self.day])
        #expect(plan.outputs.map(\.shape) == [.tumbling(Self.day), .week, .month])
        #expect(plan.outputs.map(\.finality) == [3, 4, 4].map { $0 * Self.hour })
        // Of two months of 31 days the first pane is needed until the last takes no more facts.
        #expect(plan.tables[0].retention == 61 * Self.day + plan.tables[0].acceptance)
    }

    @Test func `panes of whole days follow the zone, others do not`() throws {
        var compiler = PlanCompiler(
            selections: [
                KPISelection(
                    "web.visits",
                    windows: [
                        3_600_000, .tumbling(Self.day), .sliding(size: 172_800_000, hop: 7_200_000),
                    ]
                )
            ]
        )
        compiler.calendar = ZoneCalendar(offset: 3_600_000, changes: [])
        let plan = try compiler.compile()
        #expect(plan.calendar == compiler.calendar)
        for table in plan.tables {
            let isOfDays = table.paneSize == Self.day
            #expect(table.calendar == (isOfDays ? compiler.calendar : .utc))
        }
        #expect(plan.tables.count == 3)
    }
}
