// SPDX-License-Identifier: Apache-2.0

extension Command {
    /// `streamgauge generate`.
    static let generate = Command(
        name: "generate",
        summary: "invents events of a shop, for trials: the same seed tells the same story",
        synopses: [
            "generate [--seed S] [--events N] [--rate N] [--start TIME] --output FILE",
            "generate [--seed S] [--events N] [--rate N] [--start TIME] --topic T --config FILE",
        ],
        details: """
            Writes native events, one a line or one a record: visits, mails, app use and posts, and
            what goes wrong in reality: some come twice, some late, some are broken.

            Without --rate it writes as fast as it can a story that begins at --start and has about
            100,000 records a day. With --rate the story keeps pace with the clock and begins now
            unless --start says otherwise. To a topic --rate is 100 unless --rate or --start is
            given; the topic must exist.
            """,
        options: [
            CommandOption("seed", "S", "a whole number, another story for each (default: 1)"),
            CommandOption("events", "N", "how many records (default: 100000)"),
            CommandOption("rate", "N", "about so many records a second, live"),
            CommandOption("start", "TIME", "when it begins (default: 2026-01-01T00:00:00Z)"),
            CommandOption("output", "FILE", "the file to write; - is standard output"),
            CommandOption("topic", "T", "the topic to write to; needs --config"),
            .config, .set,
        ],
        examples: [
            Example(
                call: "generate --events 1000000 --output events.ndjson",
                purpose: "ten days of a shop in a file"
            ),
            Example(
                call: "generate --topic clicks --config shop.yaml --events 6000",
                purpose: "a minute of live events, 100 a second"
            ),
        ],
        run: GenerateCommand.run
    )
}
