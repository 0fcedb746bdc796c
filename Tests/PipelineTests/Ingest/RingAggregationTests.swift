// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import RingBuffers
import Synchronization
import TestSupport
import Testing

@testable import Pipeline

/// An aggregator behind a ring says what it says on the ingest thread itself.
struct RingAggregationTests {
    /// Everything committed, as text.
    private final class Output: CommitOutput {
        private let written = Mutex<[String]>([])

        var lines: [String] { written.withLock { $0 } }

        func write(_ batch: CommitBatch, stop: StopSignal) -> Bool {
            let values = batch.values.values.map {
                "\($0.output) \($0.series) \($0.start) \($0.kind) \($0.revision) \($0.value.num)"
            }
            written.withLock { lines in
                lines += values
                lines.append("\(batch.outcomes) \(batch.counts.map(\.records))")
            }
            return true
        }
    }

    private static func stage(_ port: CommitPort) throws -> DirectAggregation {
        var compiler = PlanCompiler()
        compiler.selections = [
            KPISelection("web.pageviews", by: [["country"]]), KPISelection("web.visits"),
        ]
        var configuration = AggregatorConfiguration(plan: try compiler.compile())
        configuration.trackers.sessionLimit = 1_000
        return DirectAggregation(Aggregator(configuration), port: port, status: AggregatorStatus())
    }

    /// A day in short: events of two partitions, ticks, ends and barriers.
    private static func story(seed: UInt64) -> [RoutedItem] {
        var random = SplitMix64(seed: seed)
        var items = [
            RoutedItem(kind: .addPartition, number: 1), RoutedItem(kind: .addPartition, number: 2),
        ]
        for step in 0..<2_000 as Range<Int64> {
            let now = step * 20
            let time = 1_767_225_600_000 + step * 500 - random.number(0...200_000)
            let partition = Int32(random.number(0...1))
            var item = RoutedItem(kind: .event, partition: partition, now: now, number: time)
            switch random.number(0...99) {
            case 0...79:
                item.event = .make(.pageView, at: time) {
                    $0.id = UInt64(step) + 1
                    $0.anonymous = UInt64(random.number(1...50))
                    $0.dimensions[0] = UInt32(random.number(2...5))
                }
            case 80...89: item.kind = .unwanted
            case 90...92: item.kind = .recordSeen
            case 93: item.kind = .endOfPartition
            case 94:
                item.kind = .lostEvents
                item.number = item.number - 3_600_000
            case 95: item.kind = random.chance(90) ? .healthyTick : .unhealthyTick
            default: item.kind = .barrier
            }
            items.append(item)
        }
        return items + [
            RoutedItem(kind: .retirePartition, partition: 1, now: 1_000_000),
            RoutedItem(kind: .barrier, now: 1_000_000),
        ]
    }

    private func tell<Stage: Aggregation & ~Copyable>(_ item: RoutedItem, to stage: inout Stage) {
        let partition = Int(item.partition)
        switch item.kind {
        case .event: stage.ingest(copyOf: item.event, partition: partition, now: item.now)
        case .unwanted:
            stage.ingestUnwanted(time: item.number, partition: partition, now: item.now)
        case .recordSeen: stage.recordSeen(partition: partition, now: item.now)
        case .endOfPartition: stage.endOfPartition(partition, now: item.now)
        case .addPartition: _ = stage.addPartition(source: UInt64(item.number))
        case .retirePartition: stage.retirePartition(partition, now: item.now)
        case .healthyTick: stage.tick(now: item.now, sourceIsHealthy: true)
        case .unhealthyTick: stage.tick(now: item.now, sourceIsHealthy: false)
        case .beginIdle: stage.beginIdle(at: item.number)
        case .lostEvents: stage.lostEvents(before: item.number)
        case .barrier:
            let counts = [RecordCounts(), RecordCounts()]
            stage.barrier(BarrierContents(rejected: [], counts: counts), now: item.now)
        }
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func `the same story gives the same batches`(seed: UInt64) throws {
        let (direct, behind) = (Output(), Output())
        let (port, ringPort) = (CommitPort(), CommitPort())
        let stop = StopSignal()
        var stage = try Self.stage(port)

        var items = SPSCRingBuffer<RoutedItem>(capacity: 4_096)
        var contents = SPSCMailbox<BarrierContents>(capacity: 2)
        let shared = RingShared()
        var ring = RingAggregation(
            items: items.takeProducer(),
            contents: contents.takeSender(),
            shared: shared,
            stop: stop
        )
        var loop = AggregatorLoop(
            stage: try Self.stage(ringPort),
            items: items.takeConsumer(),
            contents: contents.takeReceiver(),
            shared: shared
        )
        for item in Self.story(seed: seed) {
            tell(item, to: &stage)
            tell(item, to: &ring)
            guard item.kind == .barrier else { continue }
            port.serve(direct, stop: stop) { true }
            let isReady = ring.isReadyForBarrier
            #expect(!isReady, "the aggregator has not passed it")
            loop.run { true }
            let isPassed = ring.isReadyForBarrier
            #expect(isPassed)
            #expect(!ringPort.isIdle, "the batch is there when the barrier is passed")
            ringPort.serve(behind, stop: stop) { true }
        }
        #expect(direct.lines == behind.lines, "seed \(seed)")
        #expect(direct.lines.count > 100)
    }

    @Test func `a ring smaller than the story makes the ingest thread wait, and loses nothing`()
        throws
    {
        let (direct, behind) = (Output(), Output())
        let (port, ringPort) = (CommitPort(), CommitPort())
        let stop = StopSignal()
        let story = Self.story(seed: 9).filter { $0.kind != .barrier }
        let end = RoutedItem(kind: .barrier, now: 1_000_000)
        var stage = try Self.stage(port)
        for item in story + [end] { tell(item, to: &stage) }
        port.serve(direct, stop: stop) { true }

        var items = SPSCRingBuffer<RoutedItem>(capacity: 16)
        var contents = SPSCMailbox<BarrierContents>(capacity: 2)
        let shared = RingShared()
        var ring = RingAggregation(
            items: items.takeProducer(),
            contents: contents.takeSender(),
            shared: shared,
            stop: stop
        )
        let loop = Handover(
            AggregatorLoop(
                stage: try Self.stage(ringPort),
                items: items.takeConsumer(),
                contents: contents.takeReceiver(),
                shared: shared
            )
        )
        let done = StopSignal()
        let thread = PipelineThread(name: "aggregate") {
            var loop = loop.take()
            loop.run { done.isRaised }
        }
        for item in story + [end] { tell(item, to: &ring) }
        done.raise()
        thread.join()
        ringPort.serve(behind, stop: stop) { true }
        #expect(direct.lines == behind.lines)
        #expect(direct.lines.count > 10)
    }
}
