// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Pipeline
import Settings
import Windowing
import YAMLText

/// Runs one test through the whole way of an event, as the daemon would.
struct DefinitionTestRun {
    private let test: DefinitionTest
    private let blueprint: Blueprint
    private var snapshots: [Snapshot] = []
    /// Events that could not be read, as sentences.
    private var faults: [String] = []

    /// Counts the events of a test.
    ///
    /// - Parameters:
    ///   - test: what to run.
    ///   - definitions: files of definitions besides the catalogue.
    /// - Throws: definitions that cannot be used.
    init(_ test: DefinitionTest, definitions: [String]) throws(ProgramError) {
        self.test = test
        do throws(SettingsErrors) {
            let settings = try Self.settings(test, definitions)
            blueprint = try Blueprint(settings, identity: .fixed)
        } catch {
            throw ProgramError(error)
        }
        count()
    }

    /// What differs from what the test expects, a line each; none: it is as expected.
    var differences: [String] {
        faults + test.expectations.flatMap { expected in differences(expected) }
    }

    private static func settings(
        _ test: DefinitionTest,
        _ definitions: [String]
    ) throws(SettingsErrors) -> Settings {
        var text = "application: test\n"
        if !test.windows.isEmpty {
            text += "windows: [\(test.windows.joined(separator: ", "))]\n"
        }
        if let zone = test.zone { text += "time: { zone: \"\(zone)\" }\n" }
        var settings = try Settings.parse(
            text,
            name: "the settings of \(test.name.quoted)",
            for: .offline
        )
        settings.definitions = definitions
        var selections: [Settings.KPISelection] = []
        for expected in test.expectations {
            let place = selections.firstIndex { $0.id == expected.kpi }
            if place == nil {
                var selection = Settings.KPISelection()
                selection.id = expected.kpi
                selections.append(selection)
            }
            let names = expected.dimensions.keys.sorted()
            let index = place ?? selections.count - 1
            selections[index].target = expected.target ?? selections[index].target
            selections[index].windows = Self.windows(of: expected.kpi, test)
            if !names.isEmpty, !selections[index].by.contains(names) {
                selections[index].by.append(names)
            }
        }
        settings.kpis = selections
        settings.tables = test.tables.enumerated().map { number, table in
            var settings = Settings.Table()
            settings.name = "\(number)"
            settings.fields = table.fields
            return settings
        }
        return settings
    }

    /// The windows that a KPI is asked for; none, those that suit it, unless some slide.
    private static func windows(of kpi: String, _ test: DefinitionTest) -> [Window] {
        let shapes = test.expectations.filter { $0.kpi == kpi }.map(\.shape)
        guard shapes.contains(where: { $0.text != $0.sizeText }) else { return [] }
        return shapes.indices.filter { shapes.firstIndex(of: shapes[$0]) == $0 }.map { index in
            switch shapes[index] {
            case .tumbling(let size): .tumbling(.milliseconds(size))
            case .sliding(let size, let hop): .sliding(.milliseconds(size), by: .milliseconds(hop))
            case .week: .week
            case .month: .month
            }
        }
    }

    private mutating func count() {
        let source = IngestConfiguration.Source(format: .native, name: "test")
        var ingester = RecordIngester(blueprint.ingest([source]), keepsRejected: true)
        var aggregator = Aggregator(
            blueprint.aggregator(ingester.dictionaries, start: nil, completeFrom: .min)
        )
        let maker = SnapshotMaker(view: aggregator.view, dictionaries: ingester.dictionaries)
        ingester.addPartition(source: 0)
        _ = aggregator.addPartition(source: 1)
        read(into: &ingester)
        for (offset, record) in test.records.enumerated() {
            let bytes = Array(record.utf8)
            ingester.ingest(
                value: unsafe bytes.span.bytes,
                key: nil,
                timestamp: -1,
                offset: Int64(offset),
                partition: 0,
                now: max(0, aggregator.watermark),
                to: &aggregator
            )
            while aggregator.isDue {
                take(aggregator.collect(limit: 20_000, now: max(0, aggregator.watermark)), maker)
            }
        }
        for rejected in ingester.rejected.take() {
            let what = rejected.isOfTable ? "record of a side table" : "event"
            faults.append("\(what) \(rejected.offset + 1) is rejected: \(rejected.error.message)")
        }
        while take(aggregator.collect(limit: 20_000, now: 1 << 60), maker) {}
        while take(aggregator.finish(limit: 20_000, now: 1 << 60), maker) {}
    }

    /// Reads the side tables that something is grouped by.
    private func read(into ingester: inout RecordIngester) {
        for (number, table) in blueprint.tables.enumerated() {
            ingester.addTablePartition(table: number)
            let records = Int(table.settings.name).map { test.tables[$0].records } ?? []
            for (offset, record) in records.enumerated() {
                let key = Array(record.key.utf8)
                let value = Array((record.value ?? "").utf8)
                ingester.ingestTable(
                    value: unsafe value.span.bytes,
                    key: unsafe key.span.bytes,
                    timestamp: record.time,
                    offset: Int64(offset),
                    partition: number
                )
            }
        }
    }

    @discardableResult
    private mutating func take(_ batch: ValueBatch, _ maker: SnapshotMaker) -> Bool {
        for value in batch.values { snapshots.append(maker.snapshot(of: value)) }
        return !batch.values.isEmpty
    }

    // MARK: - Comparing

    private func differences(_ expected: DefinitionTest.Expectation) -> [String] {
        let since = expected.start - DefinitionTest.begin
        var place = "\(expected.kpi) \(expected.shape.text)"
        place += " at \(since < 0 ? "-" : "")\(DurationText.of(abs(since)))"
        for (name, value) in expected.dimensions.sorted(by: { $0.key < $1.key }) {
            place += " \(name)=\(value)"
        }
        if let next = nextStart(expected) {
            return [
                "\(expected.location): \(place): no window begins then, the next one at "
                    + "\(DurationText.of(next - DefinitionTest.begin))"
            ]
        }
        guard let found = snapshots.last(where: { matches($0, expected) }) else {
            return ["\(expected.location): \(place): no value was emitted for this window"]
        }
        let value = found.value
        let status = found.target?.status.name ?? "none"
        let all: [String: Double?] = [
            "value": value.value, "num": value.num, "den": value.den, "n": value.n,
            "lo": value.lo, "hi": value.hi, "open": value.open,
        ]
        var lines: [String] = []
        if let wanted = expected.status, wanted != status {
            lines.append("\(expected.location): \(place): status is \(status), expected \(wanted)")
        }
        return lines + differences(found, expected, place)
            + expected.numbers.compactMap { name, wanted in
                let number = all[name] ?? nil
                if Self.isSame(wanted, number) { return nil }
                return "\(expected.location): \(place): \(name) is \(Self.text(number)), "
                    + "expected \(Self.text(wanted)) (num \(Self.text(value.num)), "
                    + "den \(Self.text(value.den)))"
            }
    }

    /// In what the list of a value is not as expected.
    private func differences(
        _ found: Snapshot,
        _ expected: DefinitionTest.Expectation,
        _ place: String
    ) -> [String] {
        guard let top = expected.top else { return [] }
        let wanted = top.map { "\($0.value): \($0.count)" }
        let listed = (found.top ?? []).map { entry in
            // A count that is not exact is written as its bounds.
            let count =
                entry.low == entry.count ? "\(entry.count)" : "\(entry.low) to \(entry.count)"
            return "\(WrittenValue.text(entry.value)): \(count)"
        }
        if wanted == listed { return [] }
        return [
            "\(expected.location): \(place): top is { \(listed.joined(separator: ", ")) }, "
                + "expected { \(wanted.joined(separator: ", ")) }"
        ]
    }

    /// Where the next window begins, if none begins where the expected one should; by UTC only.
    private func nextStart(_ expected: DefinitionTest.Expectation) -> Int64? {
        let output = blueprint.plan.outputs.first { output in
            isMeant(output, by: expected) && blueprint.plan.tables[output.table].calendar.isUTC
        }
        guard let shape = output?.shape else { return nil }
        let start = shape.lastStart(containing: expected.start)
        return start == expected.start ? nil : shape.start(1, after: start)
    }

    /// Whether an output has the KPI and the windows of an expected value.
    private func isMeant(
        _ output: Plan.Output,
        by expected: DefinitionTest.Expectation
    ) -> Bool {
        blueprint.plan.kpis[output.kpi].id == expected.kpi
            && [output.shape.text, output.shape.sizeText].contains(expected.shape.text)
    }

    private func matches(_ snapshot: Snapshot, _ expected: DefinitionTest.Expectation) -> Bool {
        let output = blueprint.plan.outputs[snapshot.output]
        let values = Dictionary(
            uniqueKeysWithValues: snapshot.dimensions.map { ($0.name, $0.value ?? "other") }
        )
        return isMeant(output, by: expected)
            && values == expected.dimensions
            && (snapshot.start == expected.start
                || snapshot.start < expected.start
                    && expected.start < snapshot.gapUntil ?? .min)
    }

    /// Whole numbers are meant as they stand; of others the last digit that is written may be rounded.
    private static func isSame(_ wanted: Double?, _ found: Double?) -> Bool {
        guard let wanted, let found else { return wanted == nil && found == nil }
        let rounding = wanted == wanted.rounded() ? 0 : 0.000_1
        return (wanted - found).magnitude <= rounding + 1e-9 * max(1, wanted.magnitude)
    }

    private static func text(_ number: Double?) -> String {
        guard let number else { return "none" }
        return number == number.rounded() && number.magnitude < 1e15
            ? "\(Int64(number))" : "\((number * 1e6).rounded() / 1e6)"
    }
}
