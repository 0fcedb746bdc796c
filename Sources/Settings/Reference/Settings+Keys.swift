// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// Every key of a settings file; those below `kafka` are the client's own.
    static let keys = SettingsTable<Settings>(
        sourceKeys + outputKeys + SettingsKey.alerts + stateKeys + timeKeys + countingKeys
            + trafficKeys + limitKeys + serviceKeys
    )

    private static let sourceKeys: [SettingsKey<Settings>] = [
        .init(
            "application",
            \.application,
            """
            Name of the application: its `group.id`, its `transactional.id` and the beginning of \
            the topics it owns. Required.
            """,
            example: "shop"
        ),
        .init(
            "identity.key",
            \.identity.key,
            "The key that ids are hashed with. `run` refuses to start without one.",
            example: "000102030405060708090a0b0c0d0e0f",
            isSecret: true
        ),
        .init(
            "identity.key_file",
            \.identity.keyFile,
            """
            File that holds the key instead; `streamgauge check --init-key FILE` makes one.
            """,
            example: "/etc/streamgauge/key"
        ),
        .init(
            path: "kafka",
            type: "a mapping of properties",
            documentation: """
                Any property of the Kafka client librdkafka, by its own name; \
                `bootstrap.servers` is required. With `_file` behind its name the value is read \
                from a file. `message.max.bytes` must be \(leastMessageBytes) or more. The program \
                sets by itself, and refuses other values of: \
                \(ProgramProperty.all.map { "`\($0.name)`" }.joined(separator: ", ")).
                """,
            example: "{bootstrap.servers: \"localhost:9092\"}",
            isScalar: false,
            isSecret: false,
            entries: [],
            read: { node, _, root, decoder in root.kafka = decoder.kafkaProperties(node) },
            yaml: { root in
                let pairs = root.kafka.map { "\($0.name.yaml): \($0.shownValue.yaml)" }
                return pairs.isEmpty ? "" : "{" + pairs.joined(separator: ", ") + "}"
            },
            changes: { old, new, _ in KafkaProperty.changes(from: old.kafka, to: new.kafka) }
        ),
        .init(
            "inputs",
            \.inputs,
            entries: Input.keys,
            new: { Input() },
            "What to read. Required, with `topic`, `topics` or `pattern` in each entry.",
            example: "[{topic: clickstream}]"
        ),
        .init(
            "start",
            \.start,
            "Where reading begins when there is no stored state; partitions that an input gains are read from "
                + "their beginning."
        ),
    ]

    private static let outputKeys: [SettingsKey<Settings>] = [
        .init("output.topic", \.output.topic, "Topic of final values and revisions."),
        .init("output.early_topic", \.output.earlyTopic, "Topic of early values."),
        .init(
            "output.transitions_topic",
            \.output.transitionsTopic,
            "Topic of single persons' transitions between stages of the journey; left out, they are "
                + "not written.",
            example: "kpi-transitions"
        ),
        .init(
            "output.every",
            \.output.every,
            in: .milliseconds(100)...(.seconds(3600)),
            "Time between two early snapshots, and between two states of `/metrics`."
        ),
        .init("output.early", \.output.early, "Whether early values are written."),
        .init(
            "output.max_early",
            \.output.maximumEarly,
            in: 1...10_000_000,
            "Early records written in a second at most; the rest is counted and comes in later rounds, each in its turn."
        ),
        .init(
            "output.create",
            \.output.create,
            "Whether missing topics of `output` and `rejected` are created."
        ),
        .init(
            "output.partitions",
            \.output.partitions,
            in: 1...10_000,
            "Partitions of a created topic; left out, the broker's default.",
            example: "6"
        ),
        .init(
            "output.replication",
            \.output.replication,
            in: 1...100,
            "Replicas of a created topic; left out, the broker's default.",
            example: "3"
        ),
        .init(
            "rejected.topic",
            \.rejected.topic,
            "Topic of records that cannot be counted; left out, they are counted and logged only.",
            example: "kpi-rejected"
        ),
    ]

    private static let stateKeys: [SettingsKey<Settings>] = [
        .init(
            "state.topic",
            \.state.topic,
            "Topic of the stored state; left out, `<application>-state`.",
            example: "shop-state"
        ),
        .init(
            "state.commit",
            \.state.commit,
            in: .milliseconds(100)...(.seconds(300)),
            "Time between two commits at most."
        ),
        .init(
            "state.session",
            \.state.session,
            in: .milliseconds(500)...(.seconds(1_800)),
            """
            After what silence of the process that leads a second one takes over; brokers allow \
            6s to 30min (`group.min.session.timeout.ms`).
            """
        ),
    ]

    private static let timeKeys: [SettingsKey<Settings>] = [
        .init(
            "time.out_of_orderness",
            \.time.outOfOrderness,
            in: .zero...(.seconds(7 * 86_400)),
            "How far the watermark stays behind the newest event of a partition."
        ),
        .init(
            "time.lateness",
            \.time.lateness,
            """
            How long a window still takes late events after its end and settle, by window size. A \
            size that is not listed takes the next smaller listed one's, or the smallest listed.
            """
        ),
        .init(
            "time.idle",
            \.time.idle,
            in: .milliseconds(100)...(.seconds(86_400)),
            "Silence after which a partition that was read to its end holds no window open."
        ),
        .init(
            "time.max_age",
            \.time.maximumAge,
            in: .seconds(60)...(.seconds(400 * 86_400)),
            "An event older than this when it is received is rejected."
        ),
        .init(
            "time.max_ahead",
            \.time.maximumAhead,
            in: .zero...(.seconds(86_400)),
            "An event that lies further than this ahead of its receipt is rejected."
        ),
        .init(
            "time.zone",
            \.time.zone,
            """
            Time zone of windows of whole days, weeks and months, and of the days of persons: UTC \
            or a name of the time zone database, such as Europe/Rome.
            """
        ),
        .init(
            "time.stale_after",
            \.time.staleAfter,
            in: .seconds(1)...(.seconds(7 * 86_400)),
            "When the watermark is older than this, `/metrics` shows no values."
        ),
        .init(
            "windows",
            \.windows,
            """
            Window sizes, ascending, at most 6: durations of 1s to 31d, each a divisor of the \
            next, then `1w` (from Monday on) and `1mo`.
            """
        ),
    ]
}
