// SPDX-License-Identifier: Apache-2.0

/// An option of a command: `--name` or `--name VALUE`.
struct CommandOption: Sendable {
    /// The name without its dashes.
    let name: String
    /// What stands for the value in help texts; nil: the option has none.
    let value: String?
    /// What it does, in a few words.
    let summary: String
    /// Whether it may be given more than once.
    let isRepeatable: Bool

    /// An option without a value.
    init(flag name: String, _ summary: String) {
        self.name = name
        value = nil
        self.summary = summary
        isRepeatable = false
    }

    /// An option with a value, given at most once unless said.
    init(_ name: String, _ value: String, isRepeatable: Bool = false, _ summary: String) {
        self.name = name
        self.value = value
        self.summary = summary
        self.isRepeatable = isRepeatable
    }

    /// How it is written: `--seed S`.
    var usage: String { value.map { "--\(name) \($0)" } ?? "--\(name)" }
}

extension CommandOption {
    static let config = CommandOption("config", "FILE", "the settings, a YAML file")
    static let set = CommandOption(
        "set",
        "PATH=VALUE",
        isRepeatable: true,
        "override one setting, such as http.listen=127.0.0.1:9000; may be repeated"
    )
    static let help = CommandOption(flag: "help", "print this text")
}
