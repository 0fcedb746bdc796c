// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The demo's picture of what is published: a line for each KPI in 80 columns and 24 rows.
struct DemoTable {
    /// Speed is the mean of so long, ms.
    private static let speedSpan: Int64 = 5_000

    /// Where HTTP is served, without a path.
    let address: String
    /// A call that reads the output topic.
    let reader: String
    /// Whether events are those of now, so that their speed means something.
    var isLive = false
    private var seen: [(time: Int64, records: UInt64)] = []

    init(address: String, reader: String) {
        self.address = address
        self.reader = reader
    }

    /// What is said once where frames are appended.
    var introduction: [String] {
        [
            "Nine invented days of a shop run through an embedded broker, then it goes on live.",
            "Ctrl-C ends it.",
            "", "look at   \(address)/", "metrics   \(address)/metrics",
            "health    \(address)/livez  \(address)/readyz",
            "finals    \(reader)",
        ]
    }

    /// Takes note of how much was read at a monotonic time, ms.
    mutating func observe(_ state: PublishedState, at now: Int64) {
        let records = Self.records(state.status)
        guard isLive else { return }
        if let last = seen.last, last.records == records, now - last.time < 2_000 { return }
        seen.append((now, records))
        seen.removeAll { now - $0.time > Self.speedSpan }
    }

    /// A frame, when the clock on the wall shows a time, ms.
    func lines(of state: PublishedState, at now: Int64) -> [String] {
        [progress(state), health(state.status, now), Self.header]
            + state.plan.kpis.indices
            .filter { DemoCluster.kpis.contains(state.plan.kpis[$0].id) }
            .map { Self.row($0, state) } + [reader]
    }

    // MARK: - Status

    private func progress(_ state: PublishedState) -> String {
        let records = DemoText.count(Double(Self.records(state.status)))
        let speed = isLive ? speed.map { ", \($0)/s" } ?? "" : " at full speed"
        return "\(records) read\(speed); \(Self.rejections(state.status))"
    }

    private func health(_ status: PublishedStatus, _ now: Int64) -> String {
        let violations = status.conservationViolations
        let conservation = violations == 0 ? "conservation OK" : "conservation: \(violations) WRONG"
        let lag = status.watermark.map { "lag \(DemoText.span(max(0, now - $0)))" } ?? "no events"
        return "\(lag), \(conservation); look at \(address)/"
    }

    private var speed: Int? {
        guard let first = seen.first, let last = seen.last, last.time > first.time else {
            return nil
        }
        return Int((last.records - first.records) * 1_000 / UInt64(last.time - first.time))
    }

    private static func records(_ status: PublishedStatus) -> UInt64 {
        status.topics.reduce(0) { $0 + $1.records.reduce(0) { $0 + $1.count } }
    }

    private static func rejections(_ status: PublishedStatus) -> String {
        var counts: [(name: String, count: UInt64)] = []
        for count in status.topics.flatMap(\.rejections) where count.count > 0 {
            if let index = counts.firstIndex(where: { $0.name == count.name }) {
                counts[index].count += count.count
            } else {
                counts.append((count.name, count.count))
            }
        }
        let total = DemoText.count(Double(counts.reduce(0) { $0 + $1.count }))
        guard !counts.isEmpty else { return "none rejected" }
        counts.sort { $0.count > $1.count }
        let reasons = counts.map { "\($0.name) \(DemoText.count(Double($0.count)))" }
        return "\(total) rejected: \(reasons.joined(separator: ", "))"
    }

    // MARK: - KPIs

    private static let header = line("KPI", "FINAL", "WINDOW (UTC)", "RUNNING", "SAMPLE OF FINAL")

    private static func row(_ kpi: Int, _ state: PublishedState) -> String {
        let (name, text) = (state.plan.kpis[kpi].id, DemoText(state.plan.kpis[kpi]))
        let outputs = state.plan.outputs.indices.filter {
            state.plan.outputs[$0].kpi == kpi
                && state.plan.groupingSet(ofOutput: $0) == 0
        }
        // A final of nothing tells less than an older one of something.
        let telling = outputs.filter { state.finals[$0]?.value.n ?? 0 > 0 }
        guard let newest = newest(telling.isEmpty ? outputs : telling, state) else { return name }
        let final = state.finals[newest]
        let running = state.currentLive(of: newest)
        return line(
            name,
            final.map { text.value($0.value) } ?? "-",
            final.map { DemoText.window($0.start, state.plan.outputs[newest].shape) } ?? "",
            running.map { text.value($0.value) } ?? "",
            final.map { text.sample($0.value) } ?? ""
        )
    }

    /// The output with the newest final; the shortest one where there are several.
    private static func newest(_ outputs: [Int], _ state: PublishedState) -> Int? {
        func rank(_ output: Int) -> (Int64, Int64) {
            (state.finals[output]?.end ?? .min, -state.plan.outputs[output].size)
        }
        return outputs.max { rank($0) < rank($1) }
    }

    private static func line(
        _ name: String,
        _ final: String,
        _ window: String,
        _ running: String,
        _ sample: String
    ) -> String {
        [
            DemoText.left(name, 24), DemoText.right(final, 10), "  ", DemoText.left(window, 14),
            DemoText.right(running, 9), "  ", sample,
        ]
        .joined()
    }
}
