// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct PlanCorrespondenceTests {
    private func plan(
        _ selections: [KPISelection],
        change: (inout PlanCompiler) -> Void = { _ in }
    ) throws -> StoredPlan {
        var compiler = PlanCompiler(selections: selections)
        compiler.windows = [60_000, 3_600_000]
        change(&compiler)
        return StoredPlan(try compiler.compile(), zone: "UTC", trackers: TrackerParameters())
    }

    @Test func `a plan corresponds to itself in everything`() throws {
        let one = try plan([
            KPISelection("web.visits", by: [["country"]]), KPISelection("email.ctr"),
        ])
        let same = PlanCorrespondence(from: one, to: one)
        #expect(same.slots == [0] && same.groupingSets == [0, 1])
        #expect(same.tables == one.tables.indices.map { $0 })
        #expect(same.outputs == one.outputs.indices.map { $0 })
        #expect(same.cells == one.tables.map { $0.cells.indices.map { $0 } })
        #expect(same.classes == one.classes.indices.map { $0 })
    }

    @Test func `dimensions and cells are found wherever they stand`() throws {
        let old = try plan([KPISelection("web.visits", by: [["country"]])])
        let new = try plan([
            KPISelection("web.visits", by: [["country"], ["campaign"]]),
            KPISelection("web.pageviews", by: [["country"]]),
        ])
        let same = PlanCorrespondence(from: old, to: new)
        #expect(new.dimensions == ["campaign", "country"])
        #expect(same.slots == [nil, 0])
        #expect(same.groupingSets.filter { $0 == nil }.count == 1)
        for (number, output) in new.outputs.enumerated() where output.kpi == "web.visits" {
            let isNew = new.groupingSets[new.tables[output.table].groupingSet] == [0]
            #expect((same.outputs[number] == nil) == isNew)
        }
        #expect(
            new.outputs.enumerated().allSatisfy { number, output in
                output.kpi != "web.pageviews" || same.outputs[number] == nil
            }
        )
    }

    @Test func `another lateness makes other rows, another definition another series`() throws {
        let visits = [KPISelection("web.bounce_rate")]
        let old = try plan(visits)
        let later = try plan(visits) { $0.lateness = [60_000: 20_000, 3_600_000: 20_000] }
        #expect(PlanCorrespondence(from: old, to: later).tables.allSatisfy { $0 == nil })
        let other = try plan(visits) { $0.parameters.engagedAfter = 15_000 }
        let same = PlanCorrespondence(from: old, to: other)
        #expect(same.outputs.allSatisfy { $0 != nil })
        #expect(
            other.outputs.indices.allSatisfy { !same.keepsDefinition($0, from: old, to: other) }
        )
    }
}
