// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// Keys of what is counted and remembered.
    static let countingKeys: [SettingsKey<Settings>] = [
        .init(
            "sessions.timeout",
            \.sessions.timeout,
            in: .seconds(1)...(.seconds(86_400)),
            "Silence that ends a web session."
        ),
        .init(
            "sessions.cap",
            \.sessions.cap,
            in: .seconds(60)...(.seconds(7 * 86_400)),
            "Longest span of a session."
        ),
        .init(
            "sessions.app_timeout",
            \.sessions.appTimeout,
            in: .seconds(1)...(.seconds(86_400)),
            "Silence that ends an app session."
        ),
        .init(
            "sessions.engaged_after",
            \.sessions.engagedAfter,
            in: .zero...(.seconds(3600)),
            """
            Foreground time that makes a session engaged; not above the smallest lateness of the \
            windows of a selected bounce rate.
            """
        ),
        .init(
            "messages.attribution",
            \.messages.attribution,
            in: .seconds(60)...(.seconds(31 * 86_400)),
            "How long opens and clicks are credited to a delivery."
        ),
        .init(
            "money.currency",
            \.money.currency,
            """
            The currency that amounts are added up in; part of the definition of KPIs of amounts. An \
            event of another one without a rate is rejected. Left out, amounts are added as they are \
            given, whatever their currency.
            """,
            example: "EUR"
        ),
        .init(
            "money.rates",
            \.money.rates,
            "What one unit of another currency is worth in `money.currency`, from now on.",
            example: "{USD: 0.92, GBP: 1.17}"
        ),
        .init(
            "urls.keep",
            \.urls.keep,
            "Query parameters kept in `object`; the others and the fragment are cut."
        ),
        .init(
            "urls.own",
            \.urls.own,
            """
            Hosts of your own: a page there is no referrer. Needed where events do not tell the host \
            of their own page, as access logs do not.
            """,
            example: "[shop.example, www.shop.example]"
        ),
        .init(
            "dedup.window",
            \.dedup.window,
            in: .zero...(.seconds(31 * 86_400)),
            "How long the id of an event is remembered, so that it counts once; `0s`: not at all."
        ),
        .init(
            "dedup.email_window",
            \.dedup.emailWindow,
            in: .zero...(.seconds(31 * 86_400)),
            "The same for e-mail events."
        ),
        .init(
            "dedup.entries",
            \.dedup.entries,
            in: 1000...2_000_000_000,
            "Ids remembered at most; the oldest leave first."
        ),
        .init(
            "kpis",
            \.kpis,
            entries: KPISelection.keys,
            new: { KPISelection() },
            bareKey: "id",
            """
            The KPIs to compute, each an id or a mapping; left out, the usual ones: 135 of \
            the 164 of the catalogue, without dimensions, and your own.
            """,
            example: "[web.bounce_rate, {id: email.ctr, by: [[campaign]], windows: [1h, 1d]}]"
        ),
        .init(
            "definitions",
            \.definitions,
            """
            Files with KPIs of your own, or with other definitions of the catalogue's; \
            `streamgauge kpis --yaml` shows how they are written.
            """,
            example: "[own-kpis.yaml]"
        ),
        .tables,
    ]

    /// Keys of the sizes of tables.
    static let limitKeys: [SettingsKey<Settings>] = [
        .init(
            "limits.memory",
            \.limits.memory,
            in: .megabytes(64)...(.megabytes(4_000_000)),
            "Memory of the whole process; settings that need more are refused."
        ),
        .init(
            "limits.history",
            \.limits.history,
            in: .megabytes(1)...(.megabytes(1_000_000)),
            "Memory of finals of the past, at most; a third of what the other limits leave of "
                + "`limits.memory`, if that is less."
        ),
        .limit("limits.rows", \.limits.rows, "Pane rows."),
        .limit("limits.series", \.limits.series, "Series: dimension values in combination."),
        .init(
            "limits.dimension_values",
            \.limits.dimensionValues,
            in: 1...4_000_000,
            "Values of one dimension on a day; the others count as `other`."
        ),
        .init(
            "limits.top_values",
            \.limits.topValues,
            in: 1...16_000_000,
            "Values of one dimension that is listed; the others count as `other` there."
        ),
        .limit("limits.sessions", \.limits.sessions, "Open sessions."),
        .limit(
            "limits.actors",
            \.limits.actors,
            "Persons who use the app, and devices that install it; a quarter as many persons who "
                + "order, become leads, are touched, pass stages, or interact, each."
        ),
        .limit("limits.messages", \.limits.messages, "Messages within their attribution."),
        .limit("limits.aliases", \.limits.aliases, "Joins of a device with a person."),
        .limit(
            "limits.objects",
            \.limits.objects,
            "Running totals, one for each object and metric, which are never forgotten; and objects "
                + "with restated spending."
        ),
        .limit(
            "limits.table_entries",
            \.limits.tableEntries,
            "Values of side tables, each a dimension's of one key."
        ),
        .limit(
            "limits.responses",
            \.limits.responses,
            "Answers and reviews that may still change, and invitations to surveys, each."
        ),
        .limit("limits.threads", \.limits.threads, "Conversations."),
    ]

    /// Keys of the process itself.
    static let serviceKeys: [SettingsKey<Settings>] =
        SettingsKey.httpKeys + [
            .init("log.level", \.log.level, "Lowest level that is written."),
            .init("log.format", \.log.format, "Form of a log line."),
            .init("threads.ingest", \.threads.ingest, in: 1...64, "Threads that poll and decode."),
            .init(
                "threads.aggregate",
                \.threads.aggregate,
                in: 0...64,
                "Threads that count; 0 counts on the ingest thread."
            ),
        ]
}

extension SettingsKey where Root == Settings {
    /// A number of table entries.
    fileprivate static func limit(
        _ path: String,
        _ field: any WritableKeyPath<Settings, Int> & Sendable,
        _ documentation: String
    ) -> SettingsKey {
        SettingsKey(path, field, in: 1...2_000_000_000, documentation)
    }
}
