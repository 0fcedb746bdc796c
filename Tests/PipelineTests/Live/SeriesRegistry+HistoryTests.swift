// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct SeriesRegistryHistoryTests {
    private static let midnight = AggregatorBench.midnight

    /// Three minutes of page views: a total in each, Italy in the first two, France in the last one.
    private func told() throws -> (history: FinalHistory, maker: SnapshotMaker) {
        var bench = try AggregatorBench([KPISelection("web.pageviews", by: [["country"]])])
        let dictionaries = EventSchema(key: .fixed, dimensions: [.country]).makeDictionaries()
        let italy = dictionaries[0].intern("IT")
        let france = dictionaries[0].intern("FR")
        bench.view(at: 1, 2, 61, country: italy)
        bench.view(at: 121, 122, 123, country: france)
        bench.view(at: 124)
        let view = bench.aggregator.view
        let maker = SnapshotMaker(view: view, dictionaries: dictionaries)
        let history = FinalHistory(plan: view.plan, limitBytes: 1 << 20)
        bench.pass(to: 240)
        _ = history.stage(bench.aggregator.collect(limit: 1_000, now: 1), maker)
        history.confirm()
        return (history, maker)
    }

    @Test func `what was final of the newest windows is shown again, with what was before it`()
        throws
    {
        let (history, maker) = try told()
        let store = SnapshotStore(plan: maker.view.plan, seriesLimit: 100)
        SeriesRegistry(store: store, maker: maker).publishNewest(of: history, limit: 50)
        let state = store.current
        let total = try #require(state.finals[0])
        #expect(total.start == Self.midnight + 120_000 && total.end == Self.midnight + 180_000)
        #expect(total.value.num == 4 && total.previous == .some(1) && total.isComplete)
        let shown = zip(state.series, state.finals).dropFirst().map { series, final in
            series.dimensions.map(\.value) + ["\(final?.value.num ?? -1)"]
        }
        #expect(shown.sorted { $0[0] < $1[0] } == [["", "1.0"], ["FR", "3.0"]])
        #expect(state.finals.dropFirst().allSatisfy { $0?.previous == nil })
    }

    @Test func `what was before a sliding window ends where it begins`() throws {
        var bench = try AggregatorBench([
            KPISelection("web.pageviews", windows: [.sliding(size: 120_000, hop: 60_000)])
        ])
        bench.view(at: 1, 2, 61, 121, 122, 123)
        let view = bench.aggregator.view
        let maker = SnapshotMaker(view: view, dictionaries: [])
        let history = FinalHistory(plan: view.plan, limitBytes: 1 << 20)
        bench.pass(to: 240)
        _ = history.stage(bench.aggregator.collect(limit: 1_000, now: 1), maker)
        history.confirm()
        let store = SnapshotStore(plan: view.plan, seriesLimit: 100)
        SeriesRegistry(store: store, maker: maker).publishNewest(of: history, limit: 50)
        let final = try #require(store.current.finals[0])
        #expect(final.start == Self.midnight + 60_000 && final.value.num == 4)
        #expect(final.previous == .some(2))
    }

    @Test func `a newer final takes the place`() throws {
        let (history, maker) = try told()
        let store = SnapshotStore(plan: maker.view.plan, seriesLimit: 100)
        let registry = SeriesRegistry(store: store, maker: maker)
        registry.publishNewest(of: history, limit: 50)
        let count = store.current.series.count
        let value = WindowValue(
            output: 1,
            series: 3,
            start: Self.midnight + 180_000,
            end: Self.midnight + 240_000,
            kind: .final,
            value: KPIValue(value: 9, num: 9, den: nil, n: 9),
            watermark: 0
        )
        store.publish(
            finals: [registry.reading(of: value, plan: maker.view.plan)].compactMap { $0 }
        )
        #expect(store.current.series.count == count, "the same number")
        #expect(store.current.finals.contains { $0?.value.num == 9 })
    }
}
