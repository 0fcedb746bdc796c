// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Settings
import YAMLText

/// What settings come to, for people: inputs, KPIs with their windows, and memory.
struct CheckReport {
    private let blueprint: Blueprint

    /// The report of a blueprint.
    init(_ blueprint: Blueprint) { self.blueprint = blueprint }

    /// Lines for the terminal.
    var text: String { inputs + sideTables + kpis + tables + memory }

    private var settings: Settings { blueprint.settings }

    private var inputs: String {
        var text = "application \(settings.application), key \(blueprint.identity.fingerprint)\n"
        text += "\ninputs\n"
        for input in settings.inputs {
            let topics = input.topics.joined(separator: ", ")
            let name = input.pattern.map { "topics that match \($0)" } ?? topics
            let source = input.source.map { ", source \($0)" } ?? ""
            text += "  \(name): \(input.format.rawValue)\(source)\(Self.own(input))\n"
        }
        return text
    }

    /// What the settings add to the input's format.
    private static func own(_ input: Settings.Input) -> String {
        [("fields", input.fields), ("constants", input.constants), ("own types", input.types)]
            .map { name, written in
                guard let written, case .mapping(let entries) = written.node.content else {
                    return ""
                }
                return ", \(name) \(entries.count)"
            }
            .joined()
    }

    private var sideTables: String {
        guard !settings.tables.isEmpty else { return "" }
        let read = Set(blueprint.tables.map(\.settings.name))
        var text = "\nside tables\n"
        for table in settings.tables {
            text += "  \(table.name): \(table.topic), \(table.fields.joined(separator: ", "))"
            text += " by \(table.key.rawValue)"
            text += read.contains(table.name) ? "\n" : "; not read, no KPI is grouped by them\n"
        }
        return text
    }

    private var kpis: String {
        let plan = blueprint.plan
        var text = "\nKPIs\n"
        let width = plan.kpis.map { $0.id.count + $0.definition.count }.max() ?? 0
        for (index, kpi) in plan.kpis.enumerated() {
            let outputs = plan.outputs.filter { $0.kpi == index }
            let windows = Set(outputs.map(\.shape)).sorted { $0.longest < $1.longest }.map(\.text)
            let sets = Set(outputs.map { plan.tables[$0.table].groupingSet }).subtracting([0])
            let gap = width - kpi.id.count - kpi.definition.count
            text += "  \(kpi.id) \(kpi.definition)" + String(repeating: " ", count: gap)
            text += "  \(windows.joined(separator: " "))"
            if !sets.isEmpty {
                text += "  by \(sets.sorted().map(self.set).joined(separator: " "))"
            }
            text += "\n"
        }
        if !plan.omitted.isEmpty {
            text += "  not counted, because no window of `windows` suits them: "
            text += plan.omitted.joined(separator: ", ") + "\n"
        }
        return text
    }

    private func set(_ set: Int) -> String {
        "[\(blueprint.plan.dimensionNames(of: set).joined(separator: ", "))]"
    }

    private var tables: String {
        let plan = blueprint.plan
        var text = "\nrows of one series at a time\n"
        var lines: [(size: Int64, rows: Int, stay: Int64)] = []
        for table in plan.tables where table.groupingSet == 0 {
            if let last = lines.indices.last, lines[last].size == table.paneSize {
                lines[last].rows += table.rowsPerSeries
                lines[last].stay = max(lines[last].stay, table.retention)
            } else {
                lines.append((table.paneSize, table.rowsPerSeries, table.retention))
            }
        }
        for line in lines {
            text += "  \(line.rows) of \(DurationText.of(line.size)), kept up to "
            text += "\(Self.stay(line.stay)) after their end\n"
        }
        let perSeries = lines.reduce(0) { $0 + $1.rows }
        let series = settings.limits.rows / max(1, perSeries)
        text += "  `limits.rows` has room for about \(series) series; later ones count as `other`\n"
        return text
    }

    /// A duration in days, hours and minutes, the rest rounded up.
    private static func stay(_ milliseconds: Int64) -> String {
        let minutes = (milliseconds + 59_999) / 60_000
        let parts = [(minutes / 1_440, "d"), (minutes / 60 % 24, "h"), (minutes % 60, "m")]
        return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined(separator: " ")
    }

    private var memory: String { "\nmemory, with every table full\n" + blueprint.budget.text }
}
