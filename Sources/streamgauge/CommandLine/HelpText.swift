// SPDX-License-Identifier: Apache-2.0

/// What `--help` prints.
enum HelpText {
    /// The program's help.
    static func program(_ commands: [Command]) -> String {
        let width = commands.map(\.name.count).max() ?? 0
        let list = commands.map { "  \(padded($0.name, width))  \($0.summary)\n" }.joined()
        return """
            Streamgauge reads events of web, e-mail, app and social channels from Kafka topics and
            turns them into KPIs per time window: on an output topic and on /metrics.

            usage: streamgauge COMMAND [OPTION...]

            \(list)
              streamgauge COMMAND --help   tells all about one command
              streamgauge --version        prints the version

            New here? 'streamgauge demo' shows everything in one minute and needs no broker.

            """
    }

    /// A command's help.
    static func command(_ command: Command) -> String {
        var text = command.summary.prefix(1).uppercased() + command.summary.dropFirst() + ".\n\n"
        for (index, synopsis) in command.synopses.enumerated() {
            text += (index == 0 ? "usage: " : "       ") + "streamgauge \(synopsis)\n"
        }
        text += "\n\(command.details)\n\noptions:\n"
        let options = command.options + [.help]
        let width = options.map(\.usage.count).max() ?? 0
        for option in options {
            text += "  \(padded(option.usage, width))  \(option.summary)\n"
        }
        if !command.examples.isEmpty { text += "\nexamples:\n" }
        for example in command.examples {
            text += "  streamgauge \(example.call)\n      \(example.purpose)\n"
        }
        return text
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
