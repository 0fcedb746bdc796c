// SPDX-License-Identifier: Apache-2.0

extension Command {
    /// `streamgauge health`.
    static let health = Command(
        name: "health",
        summary: "asks a running daemon of this machine how it is, for containers and scripts",
        synopses: ["health --config FILE [--ready] [--set PATH=VALUE]..."],
        details: """
            Asks /livez at http.listen of the settings: whether the threads of the process come
            round. With --ready it asks /readyz: whether its values can be relied on, which a process
            that stands by says no to. Exits with 0 when all is well, with 1 and the reasons when not,
            and with 69 when nobody answers within 3 seconds. Of a daemon with http.tls.client_ca it only
            tells that it listens; with http.tokens the reasons are left out.
            """,
        options: [
            .config, .set,
            CommandOption(flag: "ready", "ask whether values can be relied on, too"),
        ],
        examples: [
            Example(call: "health --config shop.yaml", purpose: "prints ok, or why not")
        ],
        run: HealthCommand.run
    )
}
