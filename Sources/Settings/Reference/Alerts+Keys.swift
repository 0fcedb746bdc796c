// SPDX-License-Identifier: Apache-2.0

extension Settings.Alertmanager {
    /// The keys of one entry of `alerts.alertmanager`.
    static let keys = SettingsTable<Settings.Alertmanager>([
        .init(
            "url",
            \.url,
            "Where it answers, without `/api/v2/alerts`. An entry may be just this text.",
            example: "http://localhost:9093",
            isSecret: true
        ),
        .init(
            "username",
            \.username,
            "A user of its basic authentication.",
            example: "streamgauge"
        ),
        .init(
            "password_file",
            \.passwordFile,
            "File that holds the user's password; read for each request.",
            example: "/etc/streamgauge/alertmanager-password"
        ),
        .init(
            "token_file",
            \.tokenFile,
            "File that holds a bearer token, instead of user and password; read for each request.",
            example: "/etc/streamgauge/alertmanager-token"
        ),
        .authorities(\.caFile),
    ])
}

extension Settings.Webhook {
    /// The keys of one entry of `alerts.webhook`.
    static let keys = SettingsTable<Settings.Webhook>([
        .init(
            "url",
            \.url,
            "Where changes of alerts are posted.",
            example: "https://ops.example/streamgauge",
            isSecret: true
        ),
        .init(
            "secret_file",
            \.secretFile,
            "File that holds the secret requests are signed with; read for each request. Required.",
            example: "/etc/streamgauge/webhook-secret"
        ),
        .authorities(\.caFile),
    ])
}

extension SettingsKey where Root == Settings {
    /// The keys of `alerts`.
    static let alerts: [SettingsKey<Settings>] = [
        .init(
            "alerts.topic",
            \.alerts.topic,
            "Topic of alerts: a record each time a target is missed, more or less, or met again; left "
                + "out, they are shown over HTTP only.",
            example: "kpi-alerts"
        ),
        .init(
            "alerts.alertmanager",
            \.alerts.alertmanagers,
            entries: Settings.Alertmanager.keys,
            new: { Settings.Alertmanager() },
            bareKey: "url",
            "Alertmanagers that are told what fires, at most \(Settings.mostReceivers).",
            example: #"["http://localhost:9093"]"#
        ),
        .init(
            "alerts.webhook",
            \.alerts.webhooks,
            entries: Settings.Webhook.keys,
            new: { Settings.Webhook() },
            "Receivers that each change is posted to, signed; at most \(Settings.mostReceivers).",
            example:
                "[{url: \"https://ops.example/streamgauge\", secret_file: /etc/streamgauge/hook}]"
        ),
        .init(
            "alerts.rules",
            \.alerts.rules,
            entries: Settings.AlertRule.keys,
            new: { Settings.AlertRule() },
            "Rules of your own beside targets, at most \(Settings.mostRules).",
            example: "[{name: few-visits, kpi: web.visits, window: 1m, below: 10, for: 3}]"
        ),
    ]
}

extension SettingsKey {
    /// The key of the authorities by which a receiver is trusted.
    fileprivate static func authorities(
        _ field: any WritableKeyPath<Root, String?> & Sendable
    ) -> SettingsKey {
        .init(
            "ca_file",
            field,
            "File of the authorities, in PEM, that may have signed its certificate, instead of those of "
                + "the system; read for each connection.",
            example: "/etc/streamgauge/authority.pem"
        )
    }
}
