// SPDX-License-Identifier: Apache-2.0

/// The reference of the catalogue: a page that tells all that is known of each KPI.
public enum CatalogueReference {
    /// An example that a KPI was computed by.
    public struct Example: Sendable {
        /// What happens in it.
        public var title: String
        /// Text of the windows, such as `1h`.
        public var window: String
        /// The numbers, such as `value 0.5, num 1, den 2`.
        public var numbers: String
        /// Name of the file of tests that it is one of.
        public var file: String

        /// An example.
        public init(title: String, window: String, numbers: String, file: String) {
            self.title = title
            self.window = window
            self.numbers = numbers
            self.file = file
        }
    }

    /// The page in Markdown.
    ///
    /// - Parameters:
    ///   - plan: The whole catalogue, compiled with default parameters.
    ///   - examples: By id of the KPI.
    /// - Returns: Lines, each with its end.
    public static func markdown(_ plan: Plan, examples: [String: Example]) -> String {
        var text = """
            # KPIs

            Every KPI of the catalogue: what it means, by whose definition, and how it is computed.

            ## Overview

            `streamgauge kpis --yaml` prints the same as definitions. Under "counted" are the windows
            in which a KPI is told, and when a value of them is settled; a KPI marked "on request" is
            counted only where `kpis` names it. Rates are told with numerator and denominator. The
            examples are tests that the program passes: events in, numbers out.

            """
        var family: Substring = ""
        for (index, kpi) in plan.kpis.enumerated() {
            let own = kpi.id.prefix { $0 != "." }
            if own != family {
                text += "\n## \(titles[String(own)] ?? String(own))\n"
                family = own
            }
            let shapes = plan.outputs.filter { $0.kpi == index }.map(\.shape.text)
            text += "\n" + entry(kpi, windows: shapes, examples[kpi.id])
        }
        return text
    }

    private static let titles = [
        "web": "Web", "email": "E-mail", "app": "App", "social": "Social", "cx": "Experience",
        "rep": "Reputation", "event": "Events", "mkt": "Marketing", "journey": "Journey",
    ]

    private static func entry(_ kpi: KPI, windows: [String], _ example: Example?) -> String {
        var counted = "`" + windows.joined(separator: "` `") + "`"
        if kpi.settle != .none { counted += ", settled \(settling(kpi.settle)) later" }
        if kpi.lookBack > 0 { counted += ", complete after \(DurationText.of(kpi.lookBack))" }
        if !kpi.isUsual { counted += "; on request" }
        var lines = [
            "### \(kpi.id)", "", "\(kpi.title). (`\(kpi.definition)`)", "",
            "- formula: `\(kpi.formula.text)`", "- source: \(kpi.source)",
        ]
        if !kpi.market.isEmpty { lines.append("- elsewhere: \(kpi.market)") }
        let direction = kpi.better == .none ? "" : ", \(kpi.better.rawValue) is better"
        lines.append("- unit: \(kpi.unit.rawValue)\(direction); \(kpi.basis.rawValue)")
        lines.append("- counted: \(counted)")
        let parameters = parameters(of: kpi.id)
        if !parameters.isEmpty { lines.append("- parameters: \(parameters)") }
        if let example {
            lines.append(
                "- example: \(example.title), window `\(example.window)`: \(example.numbers) "
                    + "(`\(example.file)`)"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func settling(_ settle: Settle) -> String {
        DurationText.of(settle.duration(Catalogue.Parameters()))
    }

    /// The definitions as they are when no parameter has its default.
    private static let changed: [String: String] = {
        var parameters = Catalogue.Parameters()
        parameters.engagedAfter += 1_000
        parameters.sessionTimeout += 60_000
        parameters.appTimeout += 60_000
        parameters.cap -= 3_600_000
        parameters.attribution += 3_600_000
        return Dictionary(
            uniqueKeysWithValues: Catalogue.kpis(parameters: parameters).map {
                ($0.id, $0.definition)
            }
        )
    }()

    /// The parameters that a definition names when they differ from their defaults.
    private static func parameters(of id: String) -> String {
        let parts = changed[id]?.split(separator: ";").dropFirst() ?? []
        return parts.map { "`\($0.prefix { $0 != "=" })`" }.joined(separator: ", ")
    }
}
