// SPDX-License-Identifier: Apache-2.0

extension Command {
    /// `streamgauge state`.
    static let state = Command(
        name: "state",
        summary: "tells what is stored and whether it is sound, or begins again from a time",
        synopses: [
            "state --config FILE show [--json]",
            "state --config FILE verify [--json]",
            "state --config FILE reset --to TIME [--yes]",
        ],
        details: """
            show tells what the state topic holds: generation, commit, watermark, the size of each
            kind of part, how far every input was read, and whether the group's offsets agree.

            verify reads every record, builds everything from the newest state as a start would, and
            compares inputs, group, definitions and identity key. What it finds goes to standard
            output, a line each; with a fault the exit code is 65. Both may run beside a daemon and
            change nothing.

            reset gives the stored state up and begins the next generation: nothing is counted yet,
            inputs are read from TIME on (RFC 3339, ms since 1970, earliest or latest; by the timestamps
            of records), and windows that begin before it are not complete. Finals of the generation
            before stay where they are. It refuses while a daemon runs; one that it cannot see is
            fenced and ends.
            """,
        options: [
            .config, .set,
            CommandOption(flag: "json", "print JSON for programs"),
            CommandOption("to", "TIME", "where the next generation begins to read"),
            CommandOption(flag: "yes", "do not ask before the reset"),
        ],
        operand: "ACTION",
        examples: [
            Example(call: "state --config shop.yaml show", purpose: "what is stored"),
            Example(
                call: "state --config shop.yaml reset --to 2026-01-01T00:00:00Z",
                purpose: "counts again from the new year on, as another generation"
            ),
        ],
        run: StateCommand.run
    )
}
