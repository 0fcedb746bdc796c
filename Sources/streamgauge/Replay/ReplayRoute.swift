// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import RingBuffers

/// The reading thread's end of the ring that leads to the thread that counts.
///
/// A full ring makes it wait, until nobody counts any more.
struct ReplayRoute: EventRoute, ~Copyable {
    /// Items are shown to the other side in such numbers.
    private static var batchSize: Int { 64 }

    private var items: SPSCRingBuffer<ReplayItem>.Producer
    private let stop: StopSignal
    private var beginsRecord = false
    private var stagedCount = 0
    private var pause = ParkingWaitStrategy()

    init(_ items: consuming SPSCRingBuffer<ReplayItem>.Producer, stop: StopSignal) {
        self.items = items
        self.stop = stop
    }

    /// What comes next is of another record.
    mutating func beginRecord() { beginsRecord = true }

    mutating func ingest(_ event: inout Event, partition: Int, now: Int64) {
        push(ReplayItem(kind: .event, beginsRecord: beginsRecord, event: event))
    }

    mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64) {
        push(ReplayItem(kind: .unwanted, beginsRecord: beginsRecord, time: time))
    }

    mutating func recordSeen(partition: Int, now: Int64) {
        push(ReplayItem(kind: .recordSeen, beginsRecord: beginsRecord))
    }

    /// Nobody reads a replay's one partition to an end behind which more can come.
    mutating func endOfPartition(_ partition: Int, now: Int64) {}

    /// Shows everything to the other side.
    mutating func publish() {
        items.publish()
        stagedCount = 0
    }

    private mutating func push(_ item: ReplayItem) {
        beginsRecord = false
        while !items.tryStage(item) {
            publish()
            if stop.isRaised { return }
            pause.wait()
        }
        pause.reset()
        stagedCount += 1
        if stagedCount == Self.batchSize { publish() }
    }
}
