// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Synchronization
import Testing

@testable import Pipeline

struct DirectAggregationTests {
    /// Keeps the batches.
    private final class Output: CommitOutput {
        private let written = Mutex<[CommitBatch]>([])

        var batches: [CommitBatch] { written.withLock { $0 } }

        func write(_ batch: CommitBatch, stop: StopSignal) -> Bool {
            written.withLock { $0.append(batch) }
            return true
        }
    }

    private let port = CommitPort()
    private let status = AggregatorStatus()

    private func stage() throws -> DirectAggregation {
        var compiler = PlanCompiler()
        compiler.selections = [KPISelection("web.pageviews", windows: [60_000])]
        var configuration = AggregatorConfiguration(plan: try compiler.compile())
        configuration.outOfOrderness = 0
        return DirectAggregation(Aggregator(configuration), port: port, status: status)
    }

    @Test func `a barrier hands over what is due, what was rejected and both stages' counts`()
        throws
    {
        var stage = try stage()
        _ = stage.addPartition(source: 1)
        stage.ingest(copyOf: .make(.pageView, at: 5_000) { $0.id = 1 }, partition: 0, now: 0)
        stage.ingestUnwanted(time: 180_000, partition: 0, now: 0)
        stage.tick(now: 0, sourceIsHealthy: true)
        let isDue = stage.isDue
        #expect(isDue)
        var counts = RecordCounts()
        counts.records = 2
        let rejected = RejectedRecord(
            partition: 0,
            offset: 7,
            timestamp: 0,
            key: nil,
            value: [1],
            error: .badTime,
            index: nil
        )
        stage.barrier(BarrierContents(rejected: [rejected], counts: [counts]), now: 0)
        let isLeft = stage.isDue
        #expect(!isLeft)
        let output = Output()
        port.serve(output, stop: StopSignal()) { true }
        let batch = try #require(output.batches.first)
        #expect(batch.sequence == 1)
        #expect(batch.values.values.map(\.value.num) == [1])
        #expect(batch.values.watermark == 180_000)
        #expect(batch.rejected.map(\.offset) == [7])
        #expect(batch.counts == [counts])
        #expect(batch.outcomes.map(\.counted) == [1])
        #expect(batch.outcomes.map(\.filtered) == [1])
    }

    @Test func `a barrier hands over the transitions since the one before`() throws {
        var compiler = PlanCompiler()
        compiler.selections = [KPISelection("journey.trust", windows: [60_000])]
        var configuration = AggregatorConfiguration(plan: try compiler.compile())
        configuration.keepsTransitions = true
        var stage = DirectAggregation(Aggregator(configuration), port: port, status: status)
        _ = stage.addPartition(source: 1)
        let output = Output()
        for time in [5_000, 6_000] as [Int64] {
            let event = Event.make(time == 5_000 ? .pageView : .order, at: time) {
                $0.id = UInt64(time)
                $0.user = 7
            }
            stage.ingest(copyOf: event, partition: 0, now: 0)
            stage.tick(now: time, sourceIsHealthy: true)
            let waiting = status.current.tables.first { $0.name == "transitions" }
            #expect(waiting?.entries == (time == 5_000 ? 1 : 2))
            stage.barrier(BarrierContents(rejected: [], counts: [RecordCounts()]), now: time)
            port.serve(output, stop: StopSignal()) { true }
        }
        let transitions = output.batches.map { $0.transitions.map { "\($0.person) \($0.to)" } }
        #expect(transitions == [["7 visibility"], ["7 trust", "7 trust"]])
        #expect(port.transitionCount == 3)
        let areFull = stage.areTransitionsFull
        #expect(!areFull)
    }

    @Test func `ticks and barriers show the state to others`() throws {
        var stage = try stage()
        #expect(status.current.outcomes.isEmpty)
        _ = stage.addPartition(source: 1)
        stage.ingest(copyOf: .make(.pageView, at: 5_000) { $0.id = 1 }, partition: 0, now: 0)
        #expect(status.current.outcomes.isEmpty, "an event alone shows nothing")
        stage.tick(now: 10, sourceIsHealthy: true)
        #expect(status.current.outcomes.map(\.counted) == [1])
        #expect(status.current.tables.first { $0.name == "rows" }?.entries == 1)
        stage.ingest(copyOf: .make(.pageView, at: 5_000) { $0.id = 2 }, partition: 0, now: 0)
        stage.barrier(BarrierContents(rejected: [], counts: [RecordCounts()]), now: 20)
        #expect(status.current.outcomes.map(\.counted) == [2])
        let isReady = stage.isReadyForBarrier
        #expect(isReady)
    }

    @Test func `ticks show the state at most every 200 ms`() throws {
        var stage = try stage()
        _ = stage.addPartition(source: 1)
        stage.tick(now: 10, sourceIsHealthy: true)
        stage.ingest(copyOf: .make(.pageView, at: 5_000) { $0.id = 1 }, partition: 0, now: 0)
        stage.tick(now: 209, sourceIsHealthy: true)
        #expect(status.current.outcomes.map(\.counted) == [0])
        stage.tick(now: 210, sourceIsHealthy: true)
        #expect(status.current.outcomes.map(\.counted) == [1])
    }
}
