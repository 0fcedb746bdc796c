// SPDX-License-Identifier: Apache-2.0

/// The catalogue for people and programs: what `streamgauge kpis` prints.
public enum CatalogueText {
    /// A paragraph for each KPI.
    ///
    /// - Parameter kpis: The definitions.
    /// - Returns: Lines, each with its end.
    public static func table(_ kpis: [KPI]) -> String {
        let width = kpis.map { $0.id.count + $0.definition.count }.max() ?? 0
        return kpis.map { kpi in
            let gap = String(
                repeating: " ",
                count: width - kpi.id.count - kpi.definition.count + 2
            )
            return """
                \(kpi.id)  \(kpi.definition)\(gap)\(kpi.unit.rawValue), \(kpi.basis.rawValue)
                    \(kpi.title)
                    = \(kpi.formula.text)
                    source: \(kpi.source)
                \(kpi.market.isEmpty ? "" : "    elsewhere: \(kpi.market)\n")
                """
        }
        .joined(separator: "\n")
    }

    /// A JSON array with an object for each KPI.
    ///
    /// - Parameter kpis: The definitions.
    /// - Returns: One line with its end.
    public static func json(_ kpis: [KPI]) -> String {
        var bytes: [UInt8] = []
        for (position, kpi) in kpis.enumerated() {
            bytes.append(text: position == 0 ? "[" : ",\n ")
            for (name, value) in [
                ("{\"id\"", kpi.id), (",\"definition\"", kpi.definition), (",\"title\"", kpi.title),
                (",\"unit\"", kpi.unit.rawValue), (",\"better\"", kpi.better.rawValue),
                (",\"basis\"", kpi.basis.rawValue), (",\"formula\"", kpi.formula.text),
                (",\"source\"", kpi.source), (",\"market\"", kpi.market),
            ] {
                bytes.append(text: name)
                bytes.append(UInt8(ascii: ":"))
                bytes.append(quoted: value)
            }
            bytes.append(UInt8(ascii: "}"))
        }
        return String(decoding: bytes, as: UTF8.self) + (kpis.isEmpty ? "[]\n" : "]\n")
    }
}
