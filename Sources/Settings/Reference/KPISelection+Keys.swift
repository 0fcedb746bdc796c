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
    ])
}
