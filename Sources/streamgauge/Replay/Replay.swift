// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Pipeline
import Settings

/// Counts files in the same windows as the daemon counts topics, and writes what it would write.
///
/// One logical partition, no clock: time is the events' own, so the same input gives the same bytes.
struct Replay: ~Copyable {
    /// The most values copied at once.
    private static var batchLimit: Int { 20_000 }

    /// What came of the records.
    var report = ReplayReport()

    private let maker: SnapshotMaker
    private let encoder: SnapshotEncoder
    let lengthLimit: Int
    var ingester: RecordIngester
    private var aggregator: Aggregator
    private var output: OutputFile
    private var offset: Int64 = 0
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
        let ingest = blueprint.ingest([source])
        lengthLimit = ingest.schema.sizeLimit
        ingester = RecordIngester(ingest, keepsRejected: true)
        aggregator = Aggregator(
            blueprint.aggregator(ingester.dictionaries, start: nil, completeFrom: .min)
        )
        maker = SnapshotMaker(view: aggregator.view, dictionaries: ingester.dictionaries)
        encoder = SnapshotEncoder(
            plan: blueprint.plan,
            application: blueprint.settings.application,
            generation: 1,
            keyFingerprint: blueprint.identity.fingerprint
        )
        self.output = output
        early = isEarly ? LiveReader(view: aggregator.view) : nil
        earlyInterval = blueprint.settings.output.every.wholeMilliseconds
        earlyRoom = LivePace.room(
            every: earlyInterval,
            maximumPerSecond: blueprint.settings.output.maximumEarly
        )
        ingester.addPartition(source: 0)
        _ = aggregator.addPartition(source: 1)
    }

    /// Counts the lines of a file, each of them a record.
    ///
    /// - Parameters:
    ///   - file: plain or packed.
    ///   - progress: is told how much was read.
    /// - Throws: the file cannot be read to its end, or the output not written.
    mutating func count(
        _ file: consuming InputFile,
        progress: inout ReplayProgress
    ) throws(ProgramError) {
        var lines = LineReader(InputBytes(file), lengthLimit: lengthLimit)
        progress.begin(lines.name)
        while try lines.advance() {
            ingester.ingest(
                value: lines.line,
                key: nil,
                timestamp: -1,
                offset: offset,
                partition: 0,
                now: now,
                to: &aggregator
            )
            offset += 1
            if !ingester.rejected.records.isEmpty {
                report.note(ingester.rejected.take(), in: lines.name, line: lines.number)
            }
            if aggregator.isDue { try collect() }
            if early != nil, aggregator.watermark >= nextEarly { try showRunning() }
            if offset % 4_096 == 0 { progress.show(bytes: lines.readCount, records: offset) }
        }
        progress.end(bytes: lines.readCount, records: offset)
    }

    /// Closes every window: the input has ended.
    mutating func finish() throws(ProgramError) {
        while try write(aggregator.collect(limit: Self.batchLimit, now: Self.endOfTime)) {}
        while try write(aggregator.finish(limit: Self.batchLimit, now: Self.endOfTime)) {}
        try output.flush()
        report.counts = ingester.counts(of: 0)
        report.outcomes = aggregator.outcomes(of: 0)
    }

    /// The daemon spaces revisions by its own clock; here the watermark is the clock.
    private var now: Int64 { max(0, aggregator.watermark) }

    /// Later than any watermark: whatever waits for its time is due.
    private static var endOfTime: Int64 { 1 << 60 }

    private mutating func collect() throws(ProgramError) {
        repeat {
            _ = try write(aggregator.collect(limit: Self.batchLimit, now: now))
        } while aggregator.isDue
    }

    /// Writes the values of running windows that changed, as many as the daemon would: the rest
    /// comes with the next reading.
    private mutating func showRunning() throws(ProgramError) {
        let watermark = aggregator.watermark
        guard watermark != .min else { return }
        nextEarly = watermark - watermark % earlyInterval + earlyInterval
        var values: [WindowValue] = []
        let room = earlyRoom
        early?.read { value in
            guard values.count < room else { return false }
            values.append(value)
            return true
        }
        try write(values)
    }

    /// Writes a batch; false: it was empty.
    private mutating func write(_ batch: ValueBatch) throws(ProgramError) -> Bool {
        try write(batch.values)
        return !batch.values.isEmpty
    }

    private mutating func write(_ values: [WindowValue]) throws(ProgramError) {
        for value in values {
            let snapshot = maker.snapshot(of: value)
            try output.appendLine { bytes in
                encoder.append(snapshot, emitted: value.watermark, to: &bytes)
            }
        }
        report.snapshotCount += values.count
    }
}
