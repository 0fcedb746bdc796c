// SPDX-License-Identifier: Apache-2.0

import Windowing

extension Aggregator {
    /// Writes what changed since the call before; call it right behind `collect`, at a barrier.
    ///
    /// - Parameters:
    ///   - recorder: the same from barrier to barrier.
    ///   - first: the delta of the ingest stage, which becomes the beginning.
    /// - Returns: the delta, for `StateImage.apply`.
    /// - Complexity: O(state), at the speed of memory.
    public mutating func record(
        to recorder: inout StateRecorder,
        behind first: consuming [UInt8] = []
    ) -> [UInt8] {
        recorder.begin(behind: first)
        recorder.single(.plan) { [storedPlan, freshness = configuration.freshness] writer in
            storedPlan.write(freshness, to: &writer)
        }
        recorder.single(.clocks) { [clockOffset = recorder.clockOffset] writer in
            writeClocks(clockOffset, to: &writer)
        }
        duplicates.record(to: &recorder)
        aliases.joined.record(.aliases, to: &recorder)
        sessions.record(to: &recorder)
        messages.messages.record(.messages, to: &recorder)
        persons.persons.record(.persons, to: &recorder)
        persons.days.values.record(.personDays, to: &recorder)
        installs.devices.record(.installs, to: &recorder)
        totals.readings.record(.totals, to: &recorder)
        feedback.record(to: &recorder)
        panes.record(to: &recorder)
        emission.record(to: &recorder)
        return recorder.takeDelta()
    }

    /// An aggregator that goes on from recorded state, in the order of its definitions.
    ///
    /// Its partitions are those of the one that was recorded, with their numbers.
    ///
    /// - Parameters:
    ///   - configuration: of the same definitions; other series may be expected.
    ///   - image: the state as of a barrier.
    ///   - clockOffset: from monotonic to wall-clock time here, ms.
    /// - Returns: it, with no partition of its own besides.
    /// - Throws: what does not fit.
    public static func restored(
        _ configuration: AggregatorConfiguration,
        from image: StateImage,
        clockOffset: Int64
    ) throws(StateError) -> Aggregator {
        var aggregator = Aggregator(withoutExpected: configuration)
        try aggregator.restore(from: image, clockOffset: clockOffset)
        aggregator.makeExpectedSeries()
        return aggregator
    }

    private mutating func restore(
        from image: StateImage,
        clockOffset: Int64
    ) throws(StateError) {
        try panes.restore(from: image)
        try sessions.restore(from: image)
        try messages.messages.restore(.messages, from: image)
        try persons.persons.restore(.persons, from: image)
        try persons.days.values.restore(.personDays, from: image)
        try installs.devices.restore(.installs, from: image)
        try totals.readings.restore(.totals, from: image)
        try feedback.restore(from: image)
        var clocks = try image.single(.clocks)
        try readClocks(clockOffset, from: &clocks)
        try aliases.restore(from: image, latest: latestTime)
        try duplicates.restore(from: image, watermark: panes.watermark)
        try emission.restore(from: image, clockOffset: clockOffset, watermark: panes.watermark)
    }

    /// Begins to read inputs again after a restart: where their ends are is not known, so none is idle,
    /// and no time has passed meanwhile.
    mutating func beginReading(now: Int64) { view.watermarks.forgetEnds(now: now) }

    private func writeClocks(_ clockOffset: Int64, to writer: inout StateWriter) {
        writer.write(panes.watermark)
        writer.write(view.watermarks.current)
        writer.write(view.watermarks.closedByIdle)
        writer.write(view.watermarks.agedUntil + clockOffset)
        writer.write(duplicates.cutoff)
        writer.write(raw: view.completeness.refusedOfAnyKind)
        writer.write(raw: view.completeness.displaced.hull)
        writer.write(UInt16(partitionCount))
        for partition in 0..<partitionCount {
            let clock = view.watermarks.clock(of: partition)
            writer.write(source(of: partition))
            writer.write(clock.latest)
            writer.write(clock.quietSince + clockOffset)
            writer.write(clock.marks)
            let outcomes = outcomes(of: partition)
            writer.write(outcomes.counted)
            writer.write(outcomes.late)
            writer.write(outcomes.duplicate)
            writer.write(outcomes.filtered)
        }
        writer.write(latestTime)
        view.completeness.writeRefused(to: &writer)
    }

    /// Reads the latest time of an event of any partition from what `writeClocks` wrote.
    static func latestEventTime(_ reader: inout StateReader) throws(StateError) -> Int64? {
        let (watermark, partitions) = try readPartitions(&reader)
        var latest = max(watermark, partitions.map(\.latest).max() ?? .min)
        // An earlier program let each event reach its own time.
        if !reader.isAtEnd { latest = max(latest, try reader.read()) }
        return latest == .min ? nil : latest
    }

    /// Reads the numbers of the partitions' sources from what `writeClocks` wrote.
    static func partitionSources(_ reader: inout StateReader) throws(StateError) -> [Int] {
        try readPartitions(&reader).partitions.map { Int(truncatingIfNeeded: $0.source) }
    }

    private static func readPartitions(
        _ reader: inout StateReader
    ) throws(StateError) -> (watermark: Int64, partitions: [(source: UInt64, latest: Int64)]) {
        // Both watermarks, whether it is aged, until when, the cutoff of event ids, and two hulls.
        let watermark: Int64 = try reader.read()
        _ = try reader.read(count: 8 + 1 + 8 + 8)
        let (_, _) = (try reader.readRaw(TimeHull.self), try reader.readRaw(TimeHull.self))
        var partitions: [(source: UInt64, latest: Int64)] = []
        for _ in 0..<(try reader.read(UInt16.self)) {
            partitions.append((try reader.read(), try reader.read()))
            _ = try reader.read(count: 8 + 1 + 4 * 8)
        }
        return (watermark, partitions)
    }

    private mutating func readClocks(
        _ clockOffset: Int64,
        from reader: inout StateReader
    ) throws(StateError) {
        panes.watermark = try reader.read()
        let current: Int64 = try reader.read()
        let isAged = try reader.readFlag()
        let agedUntil = try reader.read(Int64.self) - clockOffset
        duplicates.cutoff = try reader.read()
        let refused: TimeHull = try reader.readRaw()
        view.completeness.displaced.publish(try reader.readRaw())
        var clocks: [PartitionWatermarks.Clock] = []
        for _ in 0..<(try reader.read(UInt16.self)) {
            let source: UInt64 = try reader.read()
            let latest: Int64 = try reader.read()
            let quietSince = try reader.read(Int64.self) - clockOffset
            let marks: UInt8 = try reader.read()
            clocks.append(.init(latest: latest, quietSince: quietSince, marks: marks))
            var outcomes = EventOutcomes()
            outcomes.counted = try reader.read()
            outcomes.late = try reader.read()
            outcomes.duplicate = try reader.read()
            outcomes.filtered = try reader.read()
            restorePartition(source: source, outcomes)
        }
        latestTime = clocks.map(\.latest).max() ?? .min
        if !reader.isAtEnd { latestTime = try reader.read() }
        // An earlier program did not tell kinds apart.
        if reader.isAtEnd {
            view.completeness.noteRefused(refused, of: .all)
        } else {
            try view.completeness.readRefused(from: &reader)
        }
        view.watermarks.restore(
            current: current,
            isAged: isAged,
            agedUntil: agedUntil,
            clocks: clocks
        )
    }
}
