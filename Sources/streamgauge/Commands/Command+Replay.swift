// SPDX-License-Identifier: Apache-2.0

extension Command {
    /// `streamgauge replay`.
    static let replay = Command(
        name: "replay",
        summary: "counts files instead of topics: finals as JSON lines on standard output",
        synopses: [
            "replay [--config FILE] [--format F] [--topic T] [--early] [OPTION...] INPUT..."
        ],
        details: """
            Each line of an INPUT is one record. Inputs are read one after the other as one
            partition; gzip and Zstandard are unpacked, '-' is standard input. What 'run' would
            write to the output topic goes to standard output, one snapshot a line; how many records
            and events were counted or rejected goes to standard error. The same input gives the
            same bytes. The end of the input closes every window.

            With --early running windows are read each output.every of event time, and output.max_early
            holds as in the daemon. That is a reading for each second of the input unless output.every
            is set longer: it takes far more time than counting.

            A side table that something is grouped by is read from a file before the first input. Each
            line is a record: {"key":"u1","time":1767225600000,"value":{"persona":"business"}}, with
            no value to remove the key.

            Without --config the usual 135 of the catalogue's 164 KPIs are counted with default
            settings, and ids are hashed with a fixed key.
            """,
        options: [
            .config, .set,
            CommandOption("format", "F", "format of the records, like those of inputs[].format"),
            CommandOption("topic", "T", "treat the records like those of this input topic"),
            CommandOption(
                "table",
                "NAME=FILE",
                isRepeatable: true,
                "records of a side table; once for each"
            ),
            CommandOption(
                flag: "early",
                "also write values of running windows, each output.every of event time"
            ),
        ],
        operand: "INPUT",
        examples: [
            Example(call: "replay events.ndjson.zst > snapshots.ndjson", purpose: "one file"),
            Example(
                call: "replay --config shop.yaml --topic clicks - < clicks.ndjson",
                purpose: "the records of one topic with the settings of the daemon"
            ),
        ],
        run: ReplayCommand.run
    )
}
