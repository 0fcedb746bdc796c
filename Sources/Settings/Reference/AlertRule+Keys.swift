// SPDX-License-Identifier: Apache-2.0

extension Settings.AlertRule {
    /// The keys of one entry of `alerts.rules`.
    static let keys = SettingsTable<Settings.AlertRule>([
        .init(
            "name",
            \.name,
            "What its alerts are named: a-z, 0-9, `_` and `-`; each name once. Required.",
            example: "few-visits"
        ),
        .init(
            "kpi",
            \.kpi,
            "Id of a KPI that is computed. Required, but for rules on the inputs.",
            example: "web.visits"
        ),
        .init(
            "window",
            \.window,
            "Windows that are judged, once they are final; left out, the shortest of the KPI.",
            example: "1m"
        ),
        .init(
            "by",
            \.by,
            "A grouping of the KPI: each of its series is judged by itself; left out, the total.",
            example: "[campaign]"
        ),
        .init(
            "where",
            \.values,
            "Of a grouping, the series with these values only.",
            example: "{campaign: spring}"
        ),
        .init("above", \.above, "It fires where the value is above this.", example: "100"),
        .init("below", \.below, "It fires where the value is below this.", example: "10"),
        .init(
            "change",
            \.change,
            """
            Judges by how many percent the value changed, against the window before (`previous`) or \
            the same one a day or a week before; `above` and `below` are percent then.
            """,
            example: "day"
        ),
        .init(
            "no_data",
            \.noData,
            "It fires where windows are empty, instead of `above` and `below`.",
            example: "true"
        ),
        .init(
            "lag",
            \.lag,
            in: 0...1_000_000_000_000,
            "Instead of a KPI: it fires where more records than that are not read yet.",
            example: "100000"
        ),
        .init(
            "rejects",
            \.rejects,
            in: 0...0.99,
            "Instead of a KPI: it fires where a larger share of the events of `for` is rejected.",
            example: "0.01"
        ),
        .init(
            "stale",
            \.stale,
            in: .seconds(10) ... .seconds(365 * 86_400),
            """
            Instead of a KPI: it fires where the watermark is further behind the clock on the wall; \
            more than `time.out_of_orderness` and `time.idle` together.
            """,
            example: "15m"
        ),
        .init(
            "for",
            \.hold,
            """
            So many windows in a row, or so long in event time, it must be off to fire, and good to \
            end; left out, 1. Of rules on the inputs a time by the clock, 10s to 7d; left out, 1m.
            """,
            example: "3"
        ),
        .init(
            "severity",
            \.severity,
            "How bad it is; left out, `breach`, and `no_data` of a rule for that.",
            example: "warn"
        ),
        .init(
            "min_sample",
            \.minimumSample,
            """
            A value of a smaller sample is not judged; left out, any is. By `change` of a count, the larger \
            sample of both windows counts.
            """,
            example: "30"
        ),
    ])
}
