// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Synchronization
import Testing

@testable import Pipeline

struct LiveLoopTests {
    /// Takes so many values, then none.
    private final class Output: LiveOutput {
        private let state = Mutex((offered: 0, served: 0))
        private let room: Int

        init(room: Int) { self.room = room }

        var offered: Int { state.withLock { $0.offered } }
        var served: Int { state.withLock { $0.served } }

        func offer(_ snapshot: Snapshot) -> Bool {
            state.withLock { state in
                guard state.offered < room else { return false }
                state.offered += 1
                return true
            }
        }

        func serve() { state.withLock { $0.served += 1 } }
    }

    /// Publishes one round of three countries and their total.
    private func publish(
        output: Output?,
        maximumPerSecond: Int = 100,
        probe: LatencyProbe = LatencyProbe()
    ) throws -> PublishedState {
        var bench = try AggregatorBench([KPISelection("web.pageviews", by: [["country"]])])
        let view = bench.aggregator.view
        let dictionaries = EventSchema(key: .fixed, dimensions: [.country]).makeDictionaries()
        for country in ["it", "de", "fr"] {
            bench.view(at: 5, country: dictionaries[0].intern(country))
        }
        let maker = SnapshotMaker(view: view, dictionaries: dictionaries)
        let store = SnapshotStore(plan: view.plan, seriesLimit: 100)
        let stop = StopSignal()
        stop.raise()
        var loop = LiveLoop(
            view: view,
            every: 1_000,
            maximumPerSecond: maximumPerSecond,
            store: store,
            registry: SeriesRegistry(store: store, maker: maker),
            maker: maker,
            output: output,
            probe: probe,
            status: {
                var status = PublishedStatus()
                status.reasons = ["asked"]
                return status
            },
            beat: {}
        )
        loop.run(stop: stop)
        return store.current
    }

    @Test func `when it is to stop it publishes once more`() throws {
        let state = try publish(output: nil)
        #expect(state.sequence == 1)
        #expect(state.status.reasons == ["asked"])
        #expect(state.series.count == 4)
        #expect(state.live.compactMap { $0?.value.num } == [3, 1, 1, 1])
        let countries = state.series.dropFirst().map { $0.dimensions.map(\.value) }
        #expect(countries.sorted { $0[0] < $1[0] } == [["de"], ["fr"], ["it"]])
    }

    @Test func `an output without room holds the rest back`() throws {
        let output = Output(room: 2)
        let state = try publish(output: output)
        #expect(output.offered == 2)
        #expect(output.served == 1)
        #expect(state.live.compactMap { $0 }.count == 2)
        #expect(state.live[0]?.value.num == 3, "totals come first")
    }

    @Test func `no more values a second are read than allowed`() throws {
        let output = Output(room: 100)
        let state = try publish(output: output, maximumPerSecond: 3)
        #expect(output.offered == 3)
        #expect(state.live.compactMap { $0 }.count == 3)
    }

    @Test func `how long events waited is observed once for each note`() throws {
        let probe = LatencyProbe()
        #expect(probe.take() == nil)
        probe.note(SystemClock.monotonic)
        let state = try publish(output: nil, probe: probe)
        #expect(state.status.eventToSnapshot.counts.reduce(0, +) == 1)
        #expect(probe.take() == nil)
        probe.note(5)
        probe.note(6)
        #expect(probe.take() == 5, "the oldest note is kept")
    }
}
