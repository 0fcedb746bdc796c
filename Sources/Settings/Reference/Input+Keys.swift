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
        .init(
            "types",
            \.types,
            """
            Your own names of events and what each means: a native type, or a type with a subtype. \
            They are asked before the names that the format knows, and match exactly.
            """,
            example: "{signup_completed: conversion, pixel: message_opened/machine}"
        ),
        .init(
            "fields",
            \.fields,
            """
            With `format: mapped`, where events have the fields of the native event: a path, or a \
            list of which the first counts that is there. `time` and `type` are required, the \
            latter here or under `constants`; `id_parts` lists what makes up the id.
            """,
            example: "{type: event_type, time: event_time, user: [user.id, uid], object: ad_id}"
        ),
        .init(
            "layout",
            \.layout,
            """
            With `format: mapped`, how records are written: JSON, or query strings (names and \
            values as in a URL, a line each); left out, `json`.
            """,
            example: "query"
        ),
        .init(
            "time_unit",
            \.timeUnit,
            """
            With `format: mapped`, how `time` and `received` are written: RFC 3339, the same \
            without a zone (`utc`), or since 1970 in `s`, `ms` or `us`; left out, `rfc3339`.
            """,
            example: "ms"
        ),
        .init(
            "constants",
            \.constants,
            "With `format: mapped`, what native fields are in all events that do not tell them.",
            example: "{channel: web, country: IT}"
        ),
    ])

    /// `topic: a` is short for `topics: [a]`; it is never written back.
    private var single: String? {
        get { nil }
        set { topics = newValue.map { [$0] } ?? [] }
    }
}
