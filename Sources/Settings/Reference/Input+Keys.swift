// SPDX-License-Identifier: Apache-2.0

extension Settings.Input {
    /// The keys of one entry of `inputs`.
    static let keys = SettingsTable<Settings.Input>([
        .init("topic", \.single, "A topic to read.", example: "clickstream"),
        .init("topics", \.topics, "Several topics of one format.", example: "[web, app]"),
        .init(
            "pattern",
            \.pattern,
            "Regular expression of the topics to read; new ones are found while running.",
            example: #""^web\\.""#
        ),
        .init("format", \.format, "Format of the records."),
        .init(
            "data",
            \.data,
            "Format of the events in `data`, for `cloudevents`; left out, names that are common count.",
            example: "segment"
        ),
        .init(
            "source",
            \.source,
            "Value of the dimension `source`; left out, the topic.",
            example: "shop-it"
        ),
    ])

    /// `topic: a` is short for `topics: [a]`; it is never written back.
    private var single: String? {
        get { nil }
        set { topics = newValue.map { [$0] } ?? [] }
    }
}
