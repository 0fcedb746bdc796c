// SPDX-License-Identifier: Apache-2.0

/// The program as called from a shell: finds the command and says how it went.
struct Program {
    /// Version of this build.
    static let version = "0.1.0"

    /// The commands, in the order of the help text.
    let commands: [Command]
    /// Variables that may override settings.
    let environment: [String: String]

    /// Does what the words say.
    ///
    /// - Parameter words: the command line without the program's name.
    /// - Throws: what ends the process with another code than 0.
    func run(_ words: [String]) throws(ProgramError) {
        switch words.first {
        case "--help", "-h", "help": try help(words.dropFirst().first)
        case "--version": try StandardOutput.write(BuildInformation.text)
        case nil:
            throw .usage("no command is given; 'streamgauge --help' lists all")
        case let option? where option.hasPrefix("-"): throw Self.unknown(option)
        case let name?:
            let command = try command(named: name)
            guard
                var arguments = try ArgumentParser(command: command).parse(Array(words.dropFirst()))
            else { return try StandardOutput.write(HelpText.command(command)) }
            arguments.environment = environment
            try command.run(arguments)
        }
    }

    /// An option in the place of a command, such as `-v`.
    private static func unknown(_ option: String) -> ProgramError {
        let word = option.drop { $0 == "-" }.lowercased()
        let nearest = ["version", "help"].first { word.first == $0.first }
        let question = nearest.map { "; did you mean '--\($0)'?" } ?? ";"
        return .usage(
            "there is no option '\(option)' without a command\(question) 'streamgauge --help' lists all"
        )
    }

    private func help(_ name: String?) throws(ProgramError) {
        guard let name else { return try StandardOutput.write(HelpText.program(commands)) }
        try StandardOutput.write(HelpText.command(try command(named: name)))
    }

    private func command(named name: String) throws(ProgramError) -> Command {
        if let command = commands.first(where: { $0.name == name }) { return command }
        let nearest = NearestWord.to(name, among: commands.map(\.name)) ?? ""
        throw .usage(
            "there is no command '\(name)'; did you mean '\(nearest)'? "
                + "'streamgauge --help' lists all"
        )
    }
}
