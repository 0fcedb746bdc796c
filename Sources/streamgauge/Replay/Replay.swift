// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Pipeline
import RingBuffers
import Settings

/// Counts files in the same windows as the daemon counts topics, and writes what it would write.
///
/// One logical partition, no clock: time is the events' own, so the same input gives the same bytes.
/// One thread reads and decodes, the caller's counts, and one writes.
struct Replay: ~Copyable {
    /// The most values copied at once.
    private static var batchLimit: Int { 20_000 }
    /// Events that are decoded and wait to be counted; a quarter of a MB.
    private static var ringCapacity: Int { 1_024 }
    /// How many of them are taken before their room is given back.
    private static var burst: Int { 128 }

    /// What came of the records.
    var report: ReplayReport {
        var report = source.report
        report.counts = source.ingester.counts(of: 0)
        report.outcomes = events.outcomes(of: 0)
        report.snapshotCount = sink.count
        return report
    }

    let source: ReplaySource
    private let sink: ReplaySink
    private var events: Lookahead
    /// The watermark when the record at hand began, which is the clock, ms.
    private var now: Int64 = 0
    /// Reads running windows; nil: only finals are wanted.
    private var early: LiveReader?
    private let earlyInterval: Int64
    /// The most early values of one reading.
    private let earlyRoom: Int
    /// Watermark from which on early values are due again, ms.
    private var nextEarly = Int64.min

    /// A replay of records of one source.
    ///
    /// - Parameters:
    ///   - blueprint: what is counted.
    ///   - source: format and name of the records' source.
    ///   - isEarly: whether early values are written, every `output.every` of event time.
    ///   - output: receives the snapshots.
    init(
        _ blueprint: Blueprint,
        source: IngestConfiguration.Source,
        isEarly: Bool = false,
        output: consuming OutputFile
    ) {
        self.source = ReplaySource(blueprint.ingest([source]))
        self.source.report.outOfOrderness =
            blueprint.settings.time.outOfOrderness.wholeMilliseconds
        let dictionaries = self.source.ingester.dictionaries
        var aggregator = Aggregator(
            blueprint.aggregator(dictionaries, start: nil, completeFrom: .min)
        )
        sink = ReplaySink(
            SnapshotMaker(view: aggregator.view, dictionaries: dictionaries),
            SnapshotEncoder(
                plan: blueprint.plan,
                application: blueprint.settings.application,
                generation: 1,
                keyFingerprint: blueprint.identity.fingerprint
            ),
            output: output
        )
        early = isEarly ? LiveReader(view: aggregator.view) : nil
        earlyInterval = blueprint.settings.output.every.wholeMilliseconds
        earlyRoom = LivePace.room(
            every: earlyInterval,
            maximumPerSecond: blueprint.settings.output.maximumEarly
        )
        _ = aggregator.addPartition(source: 1)
        events = Lookahead(aggregator)
    }

    // What stands before a fault of the input is written, however fast the threads are.
    deinit { try? sink.end() }

    /// Counts the lines of a file, each of them a record.
    ///
    /// - Parameters:
    ///   - file: plain or packed.
    ///   - progress: is told how much was read.
    /// - Throws: the file cannot be read to its end, or the output not written; then the replay is over.
    mutating func count(
        _ file: consuming InputFile,
        progress: inout ReplayProgress
    ) throws(ProgramError) {
        var ring = SPSCRingBuffer<ReplayItem>(capacity: Self.ringCapacity)
        source.progress = progress
        let reading = source.start(file, ring.takeProducer())
        do throws(ProgramError) {
            try takeAll(ring.takeConsumer())
        } catch {
            // It may wait for an input that never comes.
            source.cancel()
            reading.detach()
            throw error
        }
        reading.join()
        progress = source.progress
        if let failure = source.failure { throw failure }
    }

    /// Counts what comes through the ring, to its end.
    private mutating func takeAll(
        _ ring: consuming SPSCRingBuffer<ReplayItem>.Consumer
    ) throws(ProgramError) {
        var items = ring
        var pause = ParkingWaitStrategy()
        while true {
            // Asked first, so that what came before the end is seen.
            let hasEnded = source.hasEnded
            let count = min(items.readable.count, Self.burst)
            if count > 0 {
                for index in 0..<count { try take(items.readable[index]) }
                items.release(count)
                pause.reset()
            } else if hasEnded {
                return try endRecord()
            } else {
                pause.wait()
            }
        }
    }

    private mutating func take(_ item: ReplayItem) throws(ProgramError) {
        if item.beginsRecord {
            try endRecord()
            now = max(0, events.watermark)
        }
        switch item.kind {
        case .event:
            events.ingest(copyOf: item.event, partition: 0, now: now)
            settle(at: item.event.time)
        case .unwanted:
            events.ingestUnwanted(time: item.time, partition: 0, now: now)
            settle(at: item.time)
        case .recordSeen: events.recordSeen(partition: 0, now: now)
        }
    }

    /// Counts what waits as soon as it can matter: a window closes with the record that closes it.
    private mutating func settle(at time: Int64) {
        if early != nil || events.mayBeDue(after: time) { events.settle() }
    }

    /// Writes what is due after a record.
    private mutating func endRecord() throws(ProgramError) {
        if events.isDue { try collect() }
        if early != nil, events.watermark >= nextEarly { try showRunning() }
    }

    /// Closes every window: the input has ended.
    mutating func finish() throws(ProgramError) {
        while try write(due(at: Self.endOfTime)) {}
        while try write(
            events.settled { $0.finish(limit: Self.batchLimit, now: Self.endOfTime) }
        ) {}
        try sink.finish()
    }

    /// Later than any watermark: whatever waits for its time is due.
    private static var endOfTime: Int64 { 1 << 60 }

    private mutating func collect() throws(ProgramError) {
        repeat { _ = try write(due(at: max(0, events.watermark))) } while events.isDue
    }

    /// Values of windows that are due; the daemon spaces revisions by its own clock, here the
    /// watermark is the clock.
    private mutating func due(at now: Int64) -> ValueBatch {
        events.settled { $0.collect(limit: Self.batchLimit, now: now) }
    }

    /// Writes the values of running windows that changed, as many as the daemon would: the rest
    /// comes with the next reading.
    private mutating func showRunning() throws(ProgramError) {
        events.settle()
        let watermark = events.watermark
        guard watermark != .min else { return }
        nextEarly = watermark - watermark % earlyInterval + earlyInterval
        var values: [WindowValue] = []
        let room = earlyRoom
        early?.read { value in
            guard values.count < room else { return false }
            values.append(value)
            return true
        }
        try sink.append(values)
    }

    /// Has a batch written; false: it was empty.
    private func write(_ batch: ValueBatch) throws(ProgramError) -> Bool {
        try sink.append(batch.values)
        return !batch.values.isEmpty
    }
}
