// SPDX-License-Identifier: Apache-2.0

extension Command {
    /// `streamgauge check`.
    static let check = Command(
        name: "check",
        summary: "checks settings before 'run': keys, KPIs, memory and, if wanted, the cluster",
        synopses: [
            "check --config FILE [--connect] [--sample N | --settings] [--set PATH=VALUE]...",
            "check --config FILE --connect --clock",
            "check [--config FILE] --sample N [--format F] [--topic T] FILE...",
            "check --init-key FILE",
        ],
        details: """
            Every fault is told with file, line and column and what to do. Without one, it prints
            the KPIs with their windows and how much memory the limits come to. --connect also asks
            the brokers for the topics, says which of them are missing, whether inputs are kept for as
            long as windows need them and are keyed by actor, whose state is stored, and tries
            whether transactions work, under the id of the application with -check behind it.
            Warnings name the setting or the command that mends them. --clock also compares clocks.

            --sample reads the newest N records of each input topic, or the first of each FILE, and
            tells what they were understood as: types, times, which fields and dimensions are there,
            what was rejected and why, and which KPIs have data. It changes nothing in the cluster.

            Ids of persons are never kept, only hashes of them under a key. --init-key makes one;
            it never overwrites a file.
            """,
        options: [
            .config, .set,
            CommandOption(flag: "connect", "also ask the brokers; makes and writes no topic"),
            CommandOption(flag: "clock", "also make a topic, compare clocks by it, delete it"),
            CommandOption("sample", "N", "also read N records of each input, at most 100000"),
            CommandOption("format", "F", "of FILE, like those of inputs[].format"),
            CommandOption("topic", "T", "treat the records of FILE like those of this input topic"),
            CommandOption(flag: "settings", "print every setting in effect instead, as YAML"),
            CommandOption("init-key", "FILE", "write a new key to a new file"),
        ],
        operand: "FILE",
        examples: [
            Example(call: "check --init-key shop.key", purpose: "makes a key, once"),
            Example(call: "check --config shop.yaml --connect", purpose: "all there is to check"),
            Example(
                call: "check --sample 1000 --format segment events.ndjson.zst",
                purpose: "what a file's events are understood as, and which KPIs they feed"
            ),
        ],
        run: CheckCommand.run
    )
}
