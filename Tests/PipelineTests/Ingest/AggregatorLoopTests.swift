// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import RingBuffers
import Testing

@testable import Pipeline

/// That it does what the ring says is tested with `RingAggregation`.
struct AggregatorLoopTests {
    private let port = CommitPort()
    private let status = AggregatorStatus()
    private let shared = RingShared()

    private func loop(
        _ items: inout SPSCRingBuffer<RoutedItem>,
        _ contents: inout SPSCMailbox<BarrierContents>
    ) throws -> AggregatorLoop {
        var compiler = PlanCompiler()
        compiler.selections = [KPISelection("web.pageviews", windows: [60_000])]
        var configuration = AggregatorConfiguration(plan: try compiler.compile())
        configuration.outOfOrderness = 0
        return AggregatorLoop(
            stage: DirectAggregation(Aggregator(configuration), port: port, status: status),
            items: items.takeConsumer(),
            contents: contents.takeReceiver(),
            shared: shared
        )
    }

    @Test func `it ends when nothing more comes and the ring is empty`() throws {
        var items = SPSCRingBuffer<RoutedItem>(capacity: 4_096)
        var contents = SPSCMailbox<BarrierContents>(capacity: 2)
        var producer = items.takeProducer()
        var loop = try loop(&items, &contents)
        loop.run { true }
        #expect(status.current.outcomes.isEmpty)
        let isAdded = producer.tryPush(RoutedItem(kind: .addPartition, number: 1))
        #expect(isAdded)
        // More than it takes in one go.
        for time in 0..<3_000 as Range<Int64> {
            let isPushed = producer.tryPush(RoutedItem(kind: .unwanted, number: time))
            #expect(isPushed)
        }
        let isTicked = producer.tryPush(RoutedItem(kind: .healthyTick, now: 1))
        #expect(isTicked)
        loop.run { true }
        #expect(status.current.outcomes.map(\.filtered) == [3_000])
    }

    @Test func `it tells the ingest thread what is due and which barriers it passed`() throws {
        var items = SPSCRingBuffer<RoutedItem>(capacity: 16)
        var contents = SPSCMailbox<BarrierContents>(capacity: 2)
        var producer = items.takeProducer()
        var sender = contents.takeSender()
        var loop = try loop(&items, &contents)
        for item in [
            RoutedItem(kind: .addPartition, number: 1), RoutedItem(kind: .unwanted, number: 0),
            RoutedItem(kind: .unwanted, number: 500_000),
        ] {
            let isPushed = producer.tryPush(item)
            #expect(isPushed)
        }
        loop.run { true }
        #expect(shared.isDue)
        #expect(shared.passedCount == 0)
        let isSent = sender.trySend(BarrierContents(rejected: [], counts: []))
        #expect(isSent)
        let isPushed = producer.tryPush(RoutedItem(kind: .barrier))
        #expect(isPushed)
        loop.run { true }
        #expect(!shared.isDue)
        #expect(shared.passedCount == 1)
        #expect(!port.isIdle)
    }
}
