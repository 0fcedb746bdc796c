// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

@testable import Pipeline

/// A state in which nothing is named: values, combinations and series 2 to 6, each of a number with those
/// of the same number, and five values of a list.
struct ReleaseBench {
    static let kpis = """
        measures:
          pages:  { fold: top object, of: [event.page_view] }
          orders: { fold: count, of: event.order }
        kpis:
          - { id: own.pages, definition: o@1, unit: count, formula: top(pages) }
          - { id: own.so_far, definition: o@1, unit: count, formula: level(orders), windows: [1m] }
        """
    /// The combinations, series and values besides those that every state has.
    static let numbers: ClosedRange<UInt32> = 2...6
    static let listSlot = 1

    let definitions: AggregatorConfiguration
    var image = StateImage()

    init() throws {
        var target = TargetDraft(value: 5)
        target.breach = [1]
        var bench = try AggregatorBench(
            [
                KPISelection("own.pages", by: [["country"]]),
                KPISelection("own.so_far", by: [["country"]]),
                KPISelection("web.pageviews", by: [["country"]], target: target),
            ],
            definitions: Self.kpis
        )
        definitions = bench.aggregator.configuration
        var recorder = StateRecorder(clockOffset: 0)
        try image.apply(bench.aggregator.record(to: &recorder))
        var stored = try stored
        for number in Self.numbers {
            stored.values[0].append(Array("v\(number)".utf8))
            stored.values[Self.listSlot].append(Array("page\(number)".utf8))
            stored.series[1].append([number])
            stored.combinations.append([number])
            stored.seriesOfCombinations.append([0, number])
        }
        stored.write(to: &image)
    }

    /// What has a number in the state.
    var stored: StoredNumbers {
        get throws(StateError) {
            try StoredNumbers(
                image,
                slots: 2,
                groupingSets: definitions.plan.groupingSets,
                dimensions: 1
            )
        }
    }

    /// The output of a KPI by country.
    func output(_ id: String) -> Int {
        let plan = definitions.plan
        return plan.outputs.firstIndex { output in
            plan.kpis[output.kpi].id == id && plan.tables[output.table].groupingSet == 1
        } ?? -1
    }

    /// Puts a part into the state.
    mutating func set(
        _ kind: StateKind,
        _ index: Int = 0,
        part: UInt32 = 0,
        _ body: (inout StateWriter) -> Void
    ) {
        var writer = StateWriter()
        body(&writer)
        var section: [UInt32: [UInt8]] = [:]
        for known in image.section(kind, index) {
            var content = known.content
            section[UInt32(known.number)] = (try? content.readRest()).map { Array($0) }
        }
        section[part] = writer.bytes
        image.setSection(kind, index, section)
    }

    /// Puts an entry of a table into the state.
    mutating func set<Entry: NamesCombinations>(_ kind: StateKind, _ entry: Entry) {
        set(kind) { writer in
            writer.write(UInt16(MemoryLayout<TableShard<Entry>.Slot>.size))
            writer.write(raw: TableShard<Entry>.Slot(key: 7, value: entry))
        }
    }

    /// Puts a row by country into the state.
    mutating func setRow(series: UInt32, listing pages: [UInt32] = []) {
        let table = definitions.plan.outputs[output("own.pages")].table
        let cells = definitions.plan.tables[table].cells
        set(.rows, table) { writer in
            writer.write(series)
            writer.write(AggregatorBench.midnight)
            writer.write([UInt8](repeating: 0, count: 8 + 1 + 8 + 8))
            for cell in cells {
                guard cell.fold == .top else {
                    SketchArenas.writeNothing(cell.fold, &writer)
                    continue
                }
                writer.write(UInt16(pages.count))
                writer.write([UInt8](repeating: 0, count: 8 + 8))
                for page in pages {
                    writer.write(page)
                    writer.write([UInt8](repeating: 1, count: 8 + 8))
                }
            }
        }
    }

    /// The state after a release.
    func released() throws(StateError) -> ReleaseBench {
        var bench = self
        bench.image = try StateRelease(image, of: definitions).image
        return bench
    }

    /// The countries that are left.
    var countries: [String] {
        get throws(StateError) { try stored.values[0].map { String(decoding: $0, as: UTF8.self) } }
    }

    /// The pages that are left.
    var pages: [String] {
        get throws(StateError) {
            try stored.values[Self.listSlot].map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
