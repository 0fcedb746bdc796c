// SPDX-License-Identifier: Apache-2.0

extension Command {
    /// `streamgauge demo`.
    static let demo = Command(
        name: "demo",
        summary: "shows everything on an embedded broker with invented events",
        synopses: ["demo [--port P] [--rate N] [--for D]"],
        details: """
            Starts a broker inside the program, invents visitors, mails, app users and posts, and
            counts them like a real stream: nine days at full speed, then live. Prints where to
            look and shows the KPIs in the terminal. Needs nothing and leaves nothing behind.
            """,
        options: [
            CommandOption("port", "P", "port of /metrics (default: 8080)"),
            CommandOption("rate", "N", "live events a second (default: 100)"),
            CommandOption("for", "D", "end after this time, such as 30s or 5m"),
        ],
        examples: [
            Example(call: "demo", purpose: "runs until Ctrl-C"),
            Example(call: "demo --port 9000 --for 1m", purpose: "ends by itself"),
        ],
        run: { arguments throws(ProgramError) in
            try DemoCommand.run(
                port: try arguments.number("port", in: 0...UInt16.max),
                rate: try arguments.number("rate", in: 1...1_000_000),
                duration: try arguments.duration("for")
            )
        }
    )
}
