// SPDX-License-Identifier: Apache-2.0

import Events
import RingBuffers
import Synchronization

/// The ingest thread's end of the ring that leads to an aggregator thread.
///
/// A full ring makes it wait: that is the back pressure.
struct RingAggregation: Aggregation, ~Copyable {
    private var items: SPSCRingBuffer<RoutedItem>.Producer
    private var contents: SPSCMailbox<BarrierContents>.Sender
    private let shared: RingShared
    private let stop: StopSignal
    private var partitionCount = 0
    private var barrierCount: UInt64 = 0
    private var pause = ParkingWaitStrategy()

    init(
        items: consuming SPSCRingBuffer<RoutedItem>.Producer,
        contents: consuming SPSCMailbox<BarrierContents>.Sender,
        shared: RingShared,
        stop: StopSignal
    ) {
        self.items = items
        self.contents = contents
        self.shared = shared
        self.stop = stop
    }

    var isDue: Bool { shared.isDue }
    var areTransitionsFull: Bool { shared.areTransitionsFull }
    var isReadyForBarrier: Bool { shared.passedCount == barrierCount }

    mutating func addPartition(source: UInt64) -> Int? {
        push(RoutedItem(kind: .addPartition, number: Int64(bitPattern: source)))
        partitionCount += 1
        return partitionCount - 1
    }

    mutating func adoptPartition() -> Int {
        partitionCount += 1
        return partitionCount - 1
    }

    mutating func retirePartition(_ partition: Int, now: Int64) {
        push(RoutedItem(kind: .retirePartition, partition: Int32(partition), now: now))
    }

    mutating func ingest(_ event: inout Event, partition: Int, now: Int64) {
        push(RoutedItem(kind: .event, partition: Int32(partition), now: now, event: event))
    }

    mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64) {
        push(RoutedItem(kind: .unwanted, partition: Int32(partition), now: now, number: time))
    }

    mutating func recordSeen(partition: Int, now: Int64) {
        push(RoutedItem(kind: .recordSeen, partition: Int32(partition), now: now))
    }

    mutating func endOfPartition(_ partition: Int, now: Int64) {
        push(RoutedItem(kind: .endOfPartition, partition: Int32(partition), now: now))
    }

    mutating func tick(now: Int64, sourceIsHealthy: Bool) {
        push(RoutedItem(kind: sourceIsHealthy ? .healthyTick : .unhealthyTick, now: now))
        items.publish()
    }

    mutating func beginIdle(at wallClock: Int64) {
        push(RoutedItem(kind: .beginIdle, number: wallClock))
    }

    mutating func lostEvents(before time: Int64) {
        push(RoutedItem(kind: .lostEvents, number: time))
    }

    mutating func barrier(_ contents: BarrierContents, now: Int64) {
        barrierCount += 1
        while !self.contents.trySend(contents) { pause.wait() }
        push(RoutedItem(kind: .barrier, now: now))
        items.publish()
    }

    @inline(__always)
    private mutating func push(_ item: RoutedItem) {
        if items.tryStage(item) { return }
        waitAndPush(item)
    }

    @inline(never)
    private mutating func waitAndPush(_ item: RoutedItem) {
        items.publish()
        pause.reset()
        while !items.tryStage(item) { pause.wait() }
    }
}
