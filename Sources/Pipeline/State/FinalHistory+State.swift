// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The history's parts: names of series by slot (index 0), blocks of points by number (index 1).
extension FinalHistory {
    private static var names: Int { 0 }
    private static var blocks: Int { 1 }

    /// Records what changed since the commit before.
    ///
    /// - Parameter recorder: the history's own, in step with that of the aggregator.
    /// - Complexity: O(blocks), and writing of those that changed.
    func record(to recorder: inout StateRecorder) {
        recorder.open(.history, Self.names)
        visitSeries { slot, version, series in
            recorder.part(slot, fingerprint: HashMix.combine(version, 1)) { writer in
                Self.write(series, to: &writer)
            }
        }
        recorder.close()
        recorder.open(.history, Self.blocks)
        visitBlocks { number, version, slot, points in
            recorder.part(number, fingerprint: HashMix.combine(version, 0)) { writer in
                writer.write(UInt32(slot))
                for point in points { writer.write(raw: point) }
            }
        }
        recorder.close()
    }

    /// Keeps the finals and revisions of a barrier.
    ///
    /// - Returns: what rules compare the finals with.
    func stage(
        _ batch: ValueBatch,
        _ maker: SnapshotMaker,
        _ rules: RuleBook? = nil
    ) -> RuleBaselines {
        var baselines = RuleBaselines()
        let view = maker.view
        // Of a run of empty windows the first and the last: what lies between is alike.
        let hasRuns = batch.values.contains { $0.gapUntil != nil }
        let values =
            !hasRuns
            ? batch.values
            : batch.values.flatMap { value in
                value.gapUntil == nil ? [value] : [value, value.newest(in: view.plan)]
            }
        stage(values.count) { index in
            let value = values[index]
            let point = HistoryPoint(
                start: value.start,
                value: value.value,
                isComplete: value.isComplete,
                revision: value.revision,
                status: value.target?.status
            )
            return (value.output, value.series, point)
        } name: { output, series in
            let groupingSet = view.plan.groupingSet(ofOutput: output)
            let isOverflow = view.isOverflow(series, in: groupingSet)
            return (maker.dimensions(of: series, in: groupingSet), isOverflow)
        } visit: { index, kept in
            guard let rules else { return }
            let value = values[index]
            baselines.take(value, rules.distances[value.output], rules.plan, kept)
        }
        return baselines
    }

    /// Takes what was recorded into a history of nothing.
    ///
    /// Series of definitions that are not counted any more are left out.
    func restore(from image: StateImage) throws(StateError) {
        var points: [Int: [HistoryPoint]] = [:]
        for part in image.section(.history, Self.blocks) {
            var content = part.content
            let slot = Int(try content.read(UInt32.self))
            while !content.isAtEnd { points[slot, default: []].append(try content.readRaw()) }
        }
        var stored: [(name: HistorySeries, points: [HistoryPoint])] = []
        for part in image.section(.history, Self.names) {
            var content = part.content
            stored.append((try Self.series(&content), points[part.number] ?? []))
        }
        restore(stored)
    }

    private static func write(_ series: HistorySeries, to writer: inout StateWriter) {
        for text in [series.kpi, series.definition, series.window] {
            writer.write(text: text)
        }
        writer.write(series.isOverflow)
        for dimension in series.dimensions {
            writer.write(text: dimension.name)
            writer.write(text: dimension.value)
        }
    }

    private static func series(_ reader: inout StateReader) throws(StateError) -> HistorySeries {
        let kpi = try reader.readText()
        let definition = try reader.readText()
        let window = try reader.readText()
        let isOverflow = try reader.readFlag()
        var dimensions: [(name: String, value: String)] = []
        while !reader.isAtEnd { dimensions.append((try reader.readText(), try reader.readText())) }
        return HistorySeries(
            kpi: kpi,
            definition: definition,
            window: window,
            dimensions: dimensions,
            isOverflow: isOverflow
        )
    }
}
