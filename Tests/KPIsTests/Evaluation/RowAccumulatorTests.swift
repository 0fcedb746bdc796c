// SPDX-License-Identifier: Apache-2.0

import Sketches
import Testing

@testable import KPIs

struct RowAccumulatorTests {
    @Test func `rows add up and a reset forgets them`() throws {
        let fixture = try EvaluationFixture("web.visits")
        fixture.add([.sessionStarted: 3])
        fixture.add([.sessionStarted: 4])
        #expect(fixture.row.rowCount == 2)
        #expect(fixture.value().value == 7)
        fixture.row.reset()
        #expect(fixture.row.rowCount == 0)
        #expect(fixture.value().value == 0)
    }

    @Test func `merging sketches equals inserting everything into one`() throws {
        let parts = try EvaluationFixture("web.visitors", windows: [60_000])
        let whole = try EvaluationFixture("web.visitors", windows: [60_000])
        for part in UInt64(0)..<5 {
            parts.add(items: [.webActive: (part * 300..<part * 300 + 500).map { $0 + 1 }])
        }
        whole.add(items: [.webActive: (1...1_700).map { $0 }])
        let bytes = parts.evaluator.sketch(output: 0, parts.row)
        #expect(bytes == whole.evaluator.sketch(output: 0, whole.row))
        parts.row.reset()
        #expect(parts.value().value == 0)
    }

    @Test func `a cell that no output needs is not read`() throws {
        let plan = try PlanCompiler(
            selections: [KPISelection("web.visits"), KPISelection("web.pageviews")],
            windows: [60_000]
        ).compile()
        let distinct = DistinctArena(limitBytes: 1 << 20)
        let histograms = HistogramArena(limitBytes: 1 << 20)
        var row = RowAccumulator(plan: plan, outputs: [1])
        var read: [Int] = []
        let added = row.add(
            word: { cell in
                read.append(cell)
                return 5
            },
            distinct: distinct,
            histograms: histograms,
            tops: HeavyHittersArena(limitBytes: 1 << 20)
        )
        #expect(added)
        #expect(read.map { plan.tables[0].cells[$0].fact } == [.pageViewed])
    }

    @Test func `a stale handle is told`() throws {
        let fixture = try EvaluationFixture("web.visitors", windows: [60_000])
        let handle = fixture.distinct.insert(1, into: 0)
        fixture.distinct.release(handle)
        let added = fixture.row.add(
            word: { _ in UInt64(handle) },
            distinct: fixture.distinct,
            histograms: fixture.histograms,
            tops: fixture.tops
        )
        #expect(!added)
    }
}
