// SPDX-License-Identifier: Apache-2.0

extension Command {
    /// `streamgauge top`.
    static let top = Command(
        name: "top",
        summary: "shows a running daemon in the terminal, live",
        synopses: ["top [--url U] [--token-file FILE] [--ca-file FILE]"],
        details: """
            Asks the daemon each second and shows how far it is, what it rejects, which limits are
            near, and its values without dimensions: the last final, and the running window. A value
            with * misses events. q ends it; j, k, arrows and space scroll, g goes back to the top.
            Where standard output is no terminal it prints one frame and ends.
            """,
        options: [
            CommandOption("url", "U", "where the daemon is (default: http://127.0.0.1:8080)"),
            CommandOption("token-file", "FILE", "the token that it wants, of scope read"),
            CommandOption(
                "ca-file",
                "FILE",
                "who signed its certificate, if the system does not know"
            ),
        ],
        examples: [
            Example(call: "top", purpose: "watches the daemon or the demo of this machine"),
            Example(
                call: "top --url https://kpi.example:8443 --token-file read.token",
                purpose: "watches another one"
            ),
        ],
        run: TopCommand.run
    )
}
