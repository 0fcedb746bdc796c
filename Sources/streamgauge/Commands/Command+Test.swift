// SPDX-License-Identifier: Apache-2.0

extension Command {
    /// `streamgauge test`.
    static let test = Command(
        name: "test",
        summary: "tests definitions: events in, expected values of KPIs out",
        synopses: ["test FILE..."],
        details: """
            A FILE is YAML: `definitions`, a list of files that define KPIs besides the catalogue, and
            `tests`, each with a `name`, `events` (fields of the native format; `at: 10s` is the time
            since 2026-01-01T00:00:00Z, which can also be said in full) and `expect`: a `kpi`, a
            `window`, `at` (its start), `by` (the series) and any of `value`, `num`, `den`, `n`, `lo`,
            `hi`, `open`; `none` is no value. `windows` and `zone` of a test are as in settings.

            Events go the whole way that they go in the daemon, and their end closes every window. What
            is not as expected goes to standard output, a line each; the exit code is then 1.
            """,
        options: [],
        operand: "FILE",
        examples: [Example(call: "test own-tests.yaml", purpose: "run the tests of a file")],
        run: TestCommand.run
    )
}
