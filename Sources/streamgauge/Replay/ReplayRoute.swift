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
    /// How far events stand behind one another.
    private(set) var disorder: Disorder
    private let file: Int
    private var line = 0
    private var beginsRecord = false
    private var stagedCount = 0
    private var pause = ParkingWaitStrategy()

    /// A route of a file's events.
    ///
    /// - Parameters:
    ///   - items: leads to the thread that counts.
    ///   - file: the number of the file.
    ///   - disorder: of the files before.
    ///   - stop: is raised when nobody counts any more.
    init(
        _ items: consuming SPSCRingBuffer<ReplayItem>.Producer,
        file: Int,
        behind disorder: Disorder,
        stop: StopSignal
    ) {
        self.items = items
        self.file = file
        self.disorder = disorder
        self.stop = stop
    }

    /// What comes next is of another record, which stands in a line.
    mutating func beginRecord(line: Int) {
        beginsRecord = true
        self.line = line
    }

    mutating func ingest(_ event: inout Event, partition: Int, now: Int64) {
        let place = Disorder.Place(time: event.time, file: file, line: line)
        disorder.note(place, reached: event.reachedTime)
        push(ReplayItem(kind: .event, beginsRecord: beginsRecord, event: event))
    }

    mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64) {
        disorder.note(.init(time: time, file: file, line: line), reached: time)
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
