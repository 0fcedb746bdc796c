// SPDX-License-Identifier: Apache-2.0

import Testing
import YAMLText

@testable import KPIs

/// A file of measures with one KPI `own.a`, read behind the catalogue.
struct OwnFile {
    /// Lines under `measures`.
    let measures: [String]
    /// The KPI's unit.
    var unit = "count"

    /// The file up to the KPI's keys; its keys stand on the last line.
    private func text(_ keys: String) -> String {
        let lines = measures.map { "  \($0)\n" }.joined()
        return "measures:\n\(lines)kpis:\n\(begin)\(keys) }\n"
    }

    /// The KPI.
    func kpi(_ keys: String) throws -> KPI {
        var definitions = Definitions.builtIn
        let errors = definitions.add(Array(text(keys).utf8), file: "f.yaml")
        try #require(errors.isEmpty, "\(errors)")
        return try #require(definitions.kpis().last)
    }

    /// What is wrong with the file.
    func errors(_ keys: String) -> [String] {
        var definitions = Definitions.builtIn
        return definitions.add(Array(text(keys).utf8), file: "f.yaml").map(\.description)
    }

    /// The one thing that is wrong, and at which character of the keys.
    func fault(_ keys: String) throws -> (column: Int, message: String) {
        let errors = errors(keys)
        try #require(errors.count == 1, "\(errors)")
        let parts = errors[0].split(separator: ": ", maxSplits: 1).map(String.init)
        let place = parts[0].split(separator: ":").map(String.init)
        try #require(place[1] == "\(measures.count + 3)", "\(errors)")
        return (try #require(Int(place[2])) - begin.count - 1, parts[1])
    }

    private var begin: String { "  - { id: own.a, definition: o@1, unit: \(unit), " }
}
