// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct SeriesRegistryTests {
    private let maker: SnapshotMaker

    init() throws {
        var bench = try AggregatorBench([KPISelection("web.pageviews", by: [["country"]])])
        let dictionaries = EventSchema(key: .fixed, dimensions: [.country]).makeDictionaries()
        bench.view(at: 1, country: dictionaries[0].intern("IT"))
        bench.view(at: 2, country: dictionaries[0].intern("FR"))
        maker = SnapshotMaker(view: bench.aggregator.view, dictionaries: dictionaries)
    }

    private func value(_ output: Int, _ series: UInt32) -> WindowValue {
        WindowValue(
            output: output,
            series: series,
            start: 0,
            end: 60_000,
            kind: .final,
            value: KPIValue(value: 1, num: 1, den: nil, n: 1),
            watermark: 0
        )
    }

    private func end(_ output: Int, _ series: UInt32) -> EndedStatus {
        var value = value(output, series)
        value.end = 780_000
        return EndedStatus(TargetTurn(value: value, before: .warn, isQuiet: true))
    }

    @Test func `a series keeps its number, and beyond the limit there is none`() {
        let registry = SeriesRegistry(
            store: SnapshotStore(plan: maker.view.plan, seriesLimit: 2),
            maker: maker
        )
        let numbers = [(0, 0), (1, 2), (1, 3), (1, 2)].map { output, series in
            registry.reading(of: value(output, series), plan: maker.view.plan)?.series
        }
        #expect(numbers == [0, 1, nil, 1])
    }

    @Test func `of a run of empty windows the last is shown`() {
        let registry = SeriesRegistry(
            store: SnapshotStore(plan: maker.view.plan, seriesLimit: 2),
            maker: maker
        )
        var run = value(0, 0)
        (run.value, run.previous) = (KPIValue(value: 0, num: 0, den: nil, n: 0), .some(7))
        run.gapUntil = 600_000
        let shown = registry.reading(of: run, plan: maker.view.plan)?.reading
        #expect(shown?.start == 540_000 && shown?.end == 600_000)
        #expect(shown?.previous == .some(.some(0)), "the window before is one of the run")
        let one = registry.reading(of: value(0, 0), plan: maker.view.plan)?.reading
        #expect(one?.start == 0 && one?.end == 60_000)
    }

    @Test(arguments: [(300_000, nil), (360_000, .some(.some(0)))] as [(Int64, Double??)])
    func `of a run of sliding windows the one before the last may lie before the run`(
        until: Int64,
        previous: Double??
    ) throws {
        let bench = try AggregatorBench([
            KPISelection("web.pageviews", windows: [.sliding(size: 180_000, hop: 60_000)])
        ])
        let (plan, view) = (bench.plan, bench.aggregator.view)
        let registry = SeriesRegistry(
            store: SnapshotStore(plan: plan, seriesLimit: 2),
            maker: SnapshotMaker(view: view, dictionaries: [])
        )
        var run = value(0, 0)
        (run.value, run.previous) = (KPIValue(value: 0, num: 0, den: nil, n: 0), .some(7))
        (run.end, run.gapUntil) = (180_000, until)
        let shown = registry.reading(of: run, plan: plan)?.reading
        #expect(shown?.start == until - 180_000 && shown?.end == until)
        #expect(shown?.previous == previous)
    }

    @Test func `of series that are published it is told that they went quiet`() {
        let registry = SeriesRegistry(
            store: SnapshotStore(plan: maker.view.plan, seriesLimit: 2),
            maker: maker
        )
        #expect(registry.quiet(end(1, 2)) == nil)
        for series in [2, 3] as [UInt32] {
            _ = registry.reading(of: value(1, series), plan: maker.view.plan)
        }
        #expect(registry.quiet(end(1, 2)) == QuietSeries(series: 1, end: 780_000))
        #expect(registry.quiet(end(1, 3)) == nil, "it found no place")
        #expect(registry.quiet(end(0, 0)) == QuietSeries(series: 0, end: 780_000))
    }
}
