// SPDX-License-Identifier: Apache-2.0

/// The name of a published series; its texts are made once, when it is registered.
public final class PublishedSeries: Sendable {
    /// Position in `Plan.outputs`.
    public let output: Int
    /// Names and values as written (`WrittenValue`), sorted by name.
    public let dimensions: [(name: String, value: String)]
    /// Whether it takes what found no place of its own.
    public let isOverflow: Bool
    /// Labels for the exposition, escaped, without braces: `kpi="…",definition="…",window="…"`,
    /// the dimensions, and `absent` with the names of those that have no value.
    public let labels: String

    init(
        plan: Plan,
        output: Int,
        dimensions: [(name: String, value: String?)],
        isOverflow: Bool
    ) {
        let kpi = plan.kpis[plan.outputs[output].kpi]
        let written = dimensions.map { ($0.name, WrittenValue.text($0.value)) }
        let fixed = [
            ("kpi", kpi.id), ("definition", kpi.definition),
            ("window", plan.outputs[output].shape.sizeText),
        ]
        self.output = output
        self.dimensions = written
        self.isOverflow = isOverflow
        // Prometheus knows no empty label: without this it were a coarser grouping's series.
        let empty = written.filter(\.1.isEmpty).map(\.0).joined(separator: ",")
        let absent = empty.isEmpty ? [] : [("absent", empty)]
        labels = (fixed + written + absent).map { "\($0.0)=\"\(Self.escaped($0.1))\"" }
            .joined(separator: ",")
    }

    /// Backslash, quote and line feed as the Prometheus text format 0.0.4 writes them.
    private static func escaped(_ text: String) -> String {
        var escaped: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"), UInt8(ascii: "\""):
                escaped += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): escaped += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
