// SPDX-License-Identifier: Apache-2.0

extension Settings.HTTPToken {
    /// The keys of one entry of `http.tokens`.
    static let keys = SettingsTable<Settings.HTTPToken>([
        .init("name", \.name, "What it is called in logs.", example: "ops"),
        .init(
            "token_file",
            \.tokenFile,
            "File that holds it: 16 bytes at least; read anew when it changes.",
            example: "/etc/streamgauge/ops.token"
        ),
        .init(
            "scope",
            \.scope,
            "What it allows: `read` all values, `metrics` only `/metrics`, `admin` everything."
        ),
    ])
}

extension SettingsKey where Root == Settings {
    /// Keys of the interface over HTTP.
    static let httpKeys: [SettingsKey] = [
        .init("http.listen", \.http.listen, "Address of the interface over HTTP; port 0: any."),
        .init(
            "http.series",
            \.http.series,
            in: 1...1_000_000,
            "Series on `/metrics` and in the JSON interface at most."
        ),
        .init(
            "http.streams",
            \.http.streams,
            in: 0...10_000,
            "Clients that follow `/api/v1/stream` at most; others get 503."
        ),
        .init(
            "http.tokens",
            \.http.tokens,
            entries: Settings.HTTPToken.keys,
            new: { Settings.HTTPToken() },
            "Who may ask over HTTP, and what; left out, everybody may ask everything.",
            example: "[{name: ops, token_file: /etc/streamgauge/ops.token, scope: read}]"
        ),
        .init(
            "http.tls.certificate",
            \.http.tls.certificate,
            """
            File of the server's certificate and those above it, in PEM; connections are encrypted then. \
            This and the next two are read anew when one of them changes.
            """,
            example: "/etc/streamgauge/server.pem"
        ),
        .init(
            "http.tls.key",
            \.http.tls.key,
            "File of the certificate's key, in PEM, without a passphrase.",
            example: "/etc/streamgauge/server.key"
        ),
        .init(
            "http.tls.client_ca",
            \.http.tls.clientCA,
            "File of authorities, in PEM; only clients with a certificate of theirs may connect.",
            example: "/etc/streamgauge/clients.pem"
        ),
    ]
}
