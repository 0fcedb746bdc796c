// SPDX-License-Identifier: Apache-2.0

import KPIs

/// An alert as Alertmanager knows it: labels that tell it apart, and what people read.
struct AlertmanagerAlert: Sendable {
    /// How often a firing alert is told, ms.
    static let resend: Int64 = 60_000
    /// How long it fires at Alertmanager after it was told last, ms.
    static let lifetime = 4 * resend

    /// Of one key and severity: another severity is another alert there.
    let id: String
    /// When it began to fire, ms.
    let since: Int64
    /// When it ceased, ms; nil: it fires.
    var end: Int64?

    private let labels: [(name: String, value: String)]
    private let annotations: [(name: String, value: String)]

    /// The alert of a change, as it fires.
    ///
    /// - Parameters:
    ///   - change: says that it fires, or fired: then `since` is not when it began.
    ///   - application: whose alert it is.
    init(_ change: AlertChange, application: String) {
        id = Self.id(change)
        since = change.since
        // The second part of the key: with the hop of a sliding window.
        let parts = change.key.split(separator: "|", omittingEmptySubsequences: false)
        let window = parts.count > 1 ? String(parts[1]) : change.window
        var labels = [
            ("alertname", change.name), ("application", application), ("kpi", change.kpi),
            ("severity", change.severity.rawValue), ("window", window),
        ]
        // Of the inputs.
        if change.kpi.isEmpty { labels.removeAll { ["kpi", "window"].contains($0.0) } }
        for dimension in change.dimensions where !dimension.value.isEmpty {
            labels.append(("dim_" + dimension.name, dimension.value))
        }
        // Alertmanager has no empty labels: without this it were the alert of a coarser series.
        let absent = change.dimensions.filter(\.value.isEmpty).map(\.name)
        if !absent.isEmpty { labels.append(("absent", absent.joined(separator: ","))) }
        self.labels = labels
        annotations = Self.annotations(change, window: window)
    }

    /// What tells the alert of a change apart.
    static func id(_ change: AlertChange) -> String { "\(change.severity.rawValue)|\(change.key)" }

    /// Writes it as one object of `POST /api/v2/alerts`.
    ///
    /// - Parameters:
    ///   - json: what is written to.
    ///   - wall: now, ms.
    ///   - generator: where the values can be seen; nil: nobody knows.
    func write(to json: inout JSONWriter, wall: Int64, generator: String?) {
        // Alertmanager refuses what ends before it begins.
        let end = max(end ?? wall + Self.lifetime, since + 1)
        json.object { json in
            json.field("labels") { Self.write(labels, to: &$0) }
            json.field("annotations") { Self.write(annotations, to: &$0) }
            json.field("startsAt", UTCText.of(since))
            json.field("endsAt", UTCText.of(end))
            if let generator { json.field("generatorURL", generator) }
        }
    }

    private static func write(
        _ pairs: [(name: String, value: String)],
        to json: inout JSONWriter
    ) {
        json.object { json in for (name, value) in pairs { json.field(name, value) } }
    }

    private static func annotations(
        _ change: AlertChange,
        window: String
    ) -> [(name: String, value: String)] {
        let record = JSONMembers(change.json[...])
        let value = record.text("value")
        let target = record.object("target").text("value")
        let dimensions = change.dimensions.map { "\($0.name)=\($0.value)" }
        let series = dimensions.isEmpty ? "" : " (\(dimensions.joined(separator: ", ")))"
        let rule = record["rule"].map { String(decoding: $0, as: UTF8.self) }
        let aim =
            target.map { ", target \($0)" } ?? rule.map { ", rule \(change.name) \($0)" } ?? ""
        let summary =
            "\(change.kpi.isEmpty ? change.name : change.kpi)\(series) is "
            + "\(value ?? "without a value")\(aim): \(change.severity.rawValue) since "
            + UTCText.of(change.since) + (window.isEmpty ? "" : ", window \(window)")
        return [
            ("summary", summary), ("value", value), ("target", target),
            ("definition", record.object("snapshot").text("definition")),
        ]
        .compactMap { name, text in text.map { (name, $0) } }
    }
}
