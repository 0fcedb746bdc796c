// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import RingBuffers
import Windowing

extension Engine {
    /// The commit thread.
    func runCommit(_ output: some CommitOutput) {
        let done = aggregateDone
        let heartbeats = heartbeats
        let (history, alerts) = (history, alerts)
        port.serve(output, stop: stopSignal) {
            history?.confirm()
            alerts?.confirm()
        } last: {
            heartbeats.beatCommit()
            return done.isRaised
        }
        commitDone.raise()
    }

    /// The live thread.
    func runLive(_ output: (any LiveOutput)?) {
        let heartbeats = heartbeats
        var loop = LiveLoop(
            view: view,
            every: configuration.liveInterval,
            maximumPerSecond: configuration.maximumEarly,
            store: store,
            registry: registry,
            maker: maker,
            output: output,
            probe: probe,
            status: { [self] in publishedStatus() },
            beat: { heartbeats.beatLive() }
        )
        loop.run(stop: stopSignal)
    }

    /// The ingest thread that aggregates itself.
    func runIngest() {
        runIngest(makeStage())
        aggregateDone.raise()
    }

    /// The ingest thread and an aggregator thread behind a ring.
    func startPair() {
        var items = SPSCRingBuffer<RoutedItem>(capacity: Self.ringCapacity)
        var contents = SPSCMailbox<BarrierContents>(capacity: 2)
        ringLevel.set(items.level)
        let shared = RingShared()
        let stop = stopSignal
        let route = Handover(
            RingAggregation(
                items: items.takeProducer(),
                contents: contents.takeSender(),
                shared: shared,
                stop: stop
            )
        )
        let stage = makeStage()
        let loop = Handover(
            AggregatorLoop(
                stage: stage,
                items: items.takeConsumer(),
                contents: contents.takeReceiver(),
                shared: shared
            )
        )
        let done = ingestDone
        threads.add(
            PipelineThread(name: "sg-aggregate") { [self] in
                var loop = loop.take()
                loop.run { done.isRaised }
                aggregateDone.raise()
            }
        )
        threads.add(PipelineThread(name: "sg-ingest") { [self] in runIngest(route.take()) })
    }

    private func makeStage() -> DirectAggregation {
        DirectAggregation(
            aggregator.take(),
            port: port,
            status: aggregatorStatus,
            recorder: configuration.state.map { $0.recorder() },
            maker: maker,
            history: history,
            alerts: alerts,
            rules: rules.take(),
            inputRules: inputRules
        )
    }

    private func runIngest<Stage: Aggregation & ~Copyable>(_ stage: consuming Stage) {
        let budget = view.budget
        var loop = IngestLoop(
            consumer: consumer,
            commitInterval: configuration.commitInterval,
            partitionLimit: view.watermarks.maximumPartitions,
            idleAfter: view.watermarks.idleAfter,
            port: port,
            status: ingestStatus,
            stop: stopSignal,
            probe: probe,
            gaps: pollGaps,
            // Half of the rows in use: windows that are due must go before more is read.
            rowPressure: { budget.used * 2 > budget.maximum },
            ingester: ingester.take(),
            stage: stage,
            recorder: configuration.state.map { $0.recorder() },
            restored: configuration.state?.inputs ?? [],
            restoredIdle: restoredIdle,
            measuresLag: inputRules?.readsLag ?? false
        )
        loop.run()
        ingestDone.raise()
    }
}
