// SPDX-License-Identifier: Apache-2.0

extension Settings.KPISelection {
    /// The keys of one entry of `kpis`.
    static let keys = SettingsTable<Settings.KPISelection>([
        .init(
            "id",
            \.id,
            "Id in the catalogue; `streamgauge kpis` lists it.",
            example: "email.ctr"
        ),
        .init(
            "by",
            \.by,
            "Grouping sets beside the total, each a list of at most 6 dimensions.",
            example: "[[campaign], [campaign, country]]"
        ),
        .init(
            "windows",
            \.windows,
            """
            Window sizes, each one of `windows`, or sliding windows of their own; left out, those \
            that suit the KPI.
            """,
            example: "[1h, 1d, \"7d by 1d\"]"
        ),
        .init(
            "expect",
            \.expect,
            "Series emitted even when nothing was counted; the total always is.",
            example: "[{campaign: welcome}]"
        ),
        .init(
            "target",
            \.target,
            """
            What its values should be: `value`, limits `warn` and `breach` beyond which they are \
            off target, `direction` (`higher`, `lower` or `range`, whose limits are `[low, high]`; \
            left out, as the KPI improves), `hold` (consecutive windows that turn the status; 2) \
            and `min_sample` (30, and 0 for counts). In the KPI's unit: 0.4 of a ratio is 40 %.
            """,
            example: "{value: 0.03, warn: 0.025, breach: 0.02, hold: 2, min_sample: 30}"
        ),
    ])
}
