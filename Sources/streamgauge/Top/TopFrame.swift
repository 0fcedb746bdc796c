// SPDX-License-Identifier: Apache-2.0

/// A daemon's state as lines for a terminal: how the pipeline is, what is full, and the values.
struct TopFrame {
    /// How many of the fullest tables are shown.
    static let mostTables = 4

    /// What the daemon says of itself.
    let status: TopStatus
    /// Its values without dimensions.
    let snapshot: TopSnapshot
    /// Units by KPI.
    let units: [String: String]
    /// Records a second since the frame before; nil: this is the first.
    let speed: Double?

    /// All lines.
    ///
    /// - Parameter skipped: how many values at the top are scrolled away.
    /// - Returns: what may be cut at the end.
    func lines(skipping skipped: Int) -> [String] {
        let rows = values
        let first = max(0, min(skipped, rows.count - 1))
        return [title, flow, rejections] + troubles + [limits, Self.header] + rows.dropFirst(first)
    }

    private var title: String {
        let age =
            status.watermark_age_ms.map { "\(DemoText.span(max(0, $0))) behind" } ?? "no events"
        let state = status.ready ? "ready" : "NOT READY"
        return "\(Self.plain(status.application))  \(status.role)  \(state)  watermark \(age)  "
            + "streamgauge \(Self.plain(status.version))"
    }

    private var flow: String {
        let speed = speed.map { "  \(DemoText.count($0))/s" } ?? ""
        let failed = status.commits["failed"] ?? 0
        return "records \(DemoText.count(Double(status.recordCount)))\(speed)  "
            + "lag \(DemoText.count(Double(status.lag)))  "
            + "late \(DemoText.count(Double(status.events("late"))))  "
            + "duplicate \(DemoText.count(Double(status.events("duplicate"))))  "
            + "commits \(DemoText.count(Double(status.commits["committed"] ?? 0)))"
            + (failed > 0 ? "  \(failed) FAILED" : "")
    }

    private var rejections: String {
        var counts: [String: UInt64] = [:]
        for topic in status.topics { counts.merge(topic.rejected) { $0 + $1 } }
        let told = counts.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard !told.isEmpty else { return "rejected none" }
        return "rejected "
            + told.map { "\($0.key) \(DemoText.count(Double($0.value)))" }.joined(separator: ", ")
    }

    /// What somebody should do something about.
    private var troubles: [String] {
        var lines = status.ready ? [] : status.reasons.map { "! \(Self.plain($0))" }
        if status.conservation_violations > 0 {
            lines.append("! \(status.conservation_violations) commits did not add up")
        }
        for table in status.tables where table.refused ?? 0 > 0 {
            lines.append("! \(table.name) is full: \(table.refused ?? 0) refused")
        }
        for receiver in status.receivers {
            guard let trouble = receiver.trouble else { continue }
            lines.append("! \(Self.plain(receiver.name)): \(Self.plain(trouble))")
        }
        return lines
    }

    private var limits: String {
        func share(_ name: String, _ fill: Double) -> String {
            "\(name) \(DecimalText.fixed(100 * fill, fill < 0.1 ? 1 : 0)) %"
        }
        let tables = status.tables.filter { $0.limit > 0 }
            .map { (name: $0.name, fill: Double($0.entries) / Double($0.limit)) }
            .sorted { ($1.fill, $0.name) < ($0.fill, $1.name) }
        let rings = status.rings.map { share("ring \($0.name)", $0.fill) }
        let series = Double(status.http.series) / Double(max(1, status.http.series_limit))
        return "full "
            + (rings + tables.prefix(Self.mostTables).map { share($0.name, $0.fill) }
            + [share("http.series", series)]).joined(separator: ", ")
    }

    private static let header = row("KPI", "window", "final", "running", "n", "target")

    private var values: [String] {
        snapshot.series.map { series in
            let unit = units[series.kpi] ?? ""
            func text(_ value: TopSnapshot.Value?) -> String {
                guard let value else { return "" }
                guard let number = value.value else { return "no data" }
                return Self.text(number, unit) + (value.complete ? "" : "*")
            }
            let running = series.live.flatMap { live in
                live.end > series.final?.end ?? .min ? live : nil
            }
            return Self.row(
                series.kpi,
                series.window.size,
                text(series.final),
                text(running),
                (series.final ?? running).map { DemoText.count($0.n) } ?? "",
                series.final?.target?.status ?? ""
            )
        }
    }

    private static func text(_ number: Double, _ unit: String) -> String {
        switch unit {
        case "ratio": DecimalText.fixed(100 * number, 1) + " %"
        case "percent": DecimalText.fixed(number, 1) + " %"
        case "seconds": DecimalText.fixed(number, 1) + " s"
        default:
            number == number.rounded()
                ? DemoText.count(number) : DecimalText.fixed(number, 2)
        }
    }

    private static func row(
        _ kpi: String,
        _ window: String,
        _ final: String,
        _ running: String,
        _ sample: String,
        _ target: String
    ) -> String {
        [
            DemoText.left(plain(kpi), 30), DemoText.right(window, 5), DemoText.right(final, 12),
            DemoText.right(running, 12), DemoText.right(sample, 11), "  ", target,
        ]
        .joined()
    }

    /// A text without what a terminal would obey.
    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }
            )
        )
    }
}
