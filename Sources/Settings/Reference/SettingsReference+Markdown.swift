// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension SettingsReference {
    /// The reference page, made from the table of keys; a test compares it with the page on disk.
    public static var markdown: String {
        """
        # Settings

        Every key of the settings file, with its type, its default and its meaning.

        <!-- Made from the table of keys in Sources/Settings; SettingsReferenceTests says how. -->

        ## How settings are given

        A YAML file holds the settings. `--set path=value` and environment variables override it:
        the command line wins over the environment, the environment over the file, the file over
        the defaults. The variable of a key is its path in upper case with `_` for `.`, behind
        `STREAMGAUGE_`: `STREAMGAUGE_HTTP_LISTEN` sets `http.listen`, `STREAMGAUGE_INPUTS_0_TOPIC`
        the topic of the first input, `STREAMGAUGE_KAFKA_BOOTSTRAP_SERVERS` the property
        `bootstrap.servers`. A list or a mapping is given as YAML, `--set windows='[1m, 1h]'`;
        everything else is taken as it is. A section is merged key by key, any other value
        replaced.

        `${NAME}` in a value of the file or of `--set` stands for that environment variable; one
        that is not set is an error. `$${` stands for `${`. Between brackets or braces such a value
        needs quotes: `{listen: "${HOST}:8080"}`.

        | type | written |
        | --- | --- |
        | a duration | a whole number and `ms`, `s`, `m`, `h` or `d`: `500ms`, `10s`, `1d` |
        | a size | a whole number and `B`, `kB`, `MB`, `GB`, `TB` (powers of 1000) or `KiB`, `MiB`, \
        `GiB`, `TiB` (powers of 1024) |
        | a time | RFC 3339, `2026-01-01T00:00:00Z`, or whole milliseconds since 1970 |
        | a list | `[a, b]` or one `- ` entry a line |

        A secret may lie in a file of its own: `identity.key_file`, and any Kafka property with
        `_file` behind its name (`sasl.password_file`). The file's final line end is cut. Printed
        settings show `\(Settings.mask)` instead of a secret. Files are sought from the working
        directory.

        A running daemon reads its settings again when it gets SIGHUP: keys that say so are taken over at \
        once, targets and `alerts.rules` by beginning anew in its process, and the others need a restart. The \
        page Deployment tells more.

        An unknown key, a key given twice, a value of another type or out of range is an error
        with file, line, column and what to do; the exit code is then 78. A file may have
        \(YAMLReader.maximumBytes) bytes, \(YAMLReader.maximumDepth) levels and \
        \(YAMLReader.maximumNodes) values, counting what aliases repeat.

        ## Keys

        | key | type | default | meaning |
        | --- | --- | --- | --- |
        \(entries.map(row).joined(separator: "\n"))

        ## Not in this version

        These keys are refused: \(Availability.keys.map { "`\($0)`" }.joined(separator: ", ")).
        These keys take only some of their values:

        | key | values |
        | --- | --- |
        \(Availability.values.map(row).joined(separator: "\n"))

        """
    }

    private static func row(_ entry: Entry) -> String {
        let value = defaultValue(of: entry.path)
        let shown = value.isEmpty || value == "[]" ? "none" : "`\(value)`"
        let example = entry.example.map { " Example: `\($0)`." } ?? ""
        let reload = Settings.reloadable.contains(entry.path) ? " Taken over by a reload." : ""
        return
            "| `\(entry.path)` | \(entry.type) | \(shown) | \(entry.documentation)\(example)\(reload) |"
    }

    private static func row(_ rule: Availability.Limited) -> String {
        "| `\(rule.path)` | \(rule.only.map { "`\($0)`" }.joined(separator: ", ")) |"
    }
}
