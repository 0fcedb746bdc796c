// SPDX-License-Identifier: Apache-2.0

import RingBuffers

/// The aggregator thread behind a ring.
struct AggregatorLoop: ~Copyable {
    /// At most this many items are taken before the state is shown to others.
    private static var burst: Int { 1_024 }

    private var stage: DirectAggregation
    private var items: SPSCRingBuffer<RoutedItem>.Consumer
    private var contents: SPSCMailbox<BarrierContents>.Receiver
    private let shared: RingShared

    init(
        stage: consuming DirectAggregation,
        items: consuming SPSCRingBuffer<RoutedItem>.Consumer,
        contents: consuming SPSCMailbox<BarrierContents>.Receiver,
        shared: RingShared
    ) {
        self.stage = stage
        self.items = items
        self.contents = contents
        self.shared = shared
    }

    /// Runs until `isLast` says that nothing more comes and the ring is empty.
    mutating func run(isLast: () -> Bool) {
        var pause = ParkingWaitStrategy()
        while true {
            let last = isLast()
            var taken = 0
            while taken < Self.burst, let item = items.tryPop() {
                take(item)
                taken += 1
            }
            if taken > 0 {
                pause.reset()
                // Nothing that could hide behind the decoding of the next event.
                if taken < Self.burst { stage.settle() }
                show()
            } else {
                if last { return }
                pause.wait()
            }
        }
    }

    private mutating func take(_ item: RoutedItem) {
        let partition = Int(item.partition)
        switch item.kind {
        case .event: stage.ingest(copyOf: item.event, partition: partition, now: item.now)
        case .unwanted:
            stage.ingestUnwanted(time: item.number, partition: partition, now: item.now)
        case .recordSeen: stage.recordSeen(partition: partition, now: item.now)
        case .endOfPartition: stage.endOfPartition(partition, now: item.now)
        case .addPartition: _ = stage.addPartition(source: UInt64(bitPattern: item.number))
        case .retirePartition: stage.retirePartition(partition, now: item.now)
        case .healthyTick: stage.tick(now: item.now, sourceIsHealthy: true)
        case .unhealthyTick: stage.tick(now: item.now, sourceIsHealthy: false)
        case .beginIdle: stage.beginIdle(at: item.number)
        case .lostEvents: stage.lostEvents(before: item.number)
        case .barrier:
            guard let contents = contents.tryReceive() else {
                preconditionFailure("the contents of a barrier are sent before it")
            }
            stage.barrier(contents, now: item.now)
            show()
            shared.pass()
        }
    }

    private func show() {
        shared.setDue(stage.isDue)
        shared.setTransitionsFull(stage.areTransitionsFull)
    }
}
