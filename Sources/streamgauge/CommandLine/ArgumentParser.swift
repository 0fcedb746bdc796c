// SPDX-License-Identifier: Apache-2.0

/// Reads what stands behind a command's name.
///
/// `--name VALUE` and `--name=VALUE` are the same; behind `--` nothing is an option; `-` alone is an
/// operand.
struct ArgumentParser {
    /// Whose arguments they are.
    let command: Command

    /// Reads the words.
    ///
    /// - Returns: the arguments; nil: help is wanted.
    /// - Throws: usage, with the nearest option that there is.
    func parse(_ words: [String]) throws(ProgramError) -> Arguments? {
        var arguments = Arguments()
        var rest = words[...]
        var areOptions = true
        while let word = rest.popFirst() {
            if areOptions, word == "--" {
                areOptions = false
            } else if areOptions, word == "-h" || word == "--help" {
                return nil
            } else if areOptions, word.hasPrefix("-"), word != "-" {
                try take(word, &rest, into: &arguments)
            } else if command.operand != nil {
                arguments.operands.append(word)
            } else {
                throw .usage("\(command.name) takes no '\(word)'; \(hint)")
            }
        }
        return arguments
    }

    private func take(
        _ word: String,
        _ rest: inout ArraySlice<String>,
        into arguments: inout Arguments
    ) throws(ProgramError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0].drop { $0 == "-" })
        guard word.hasPrefix("--"), let option = command.options.first(where: { $0.name == name })
        else { throw unknown(String(parts[0]), name) }
        var value = ""
        if let placeholder = option.value {
            if parts.count == 2 {
                value = String(parts[1])
            } else if let next = rest.first, !next.hasPrefix("--") {
                value = next
                rest.removeFirst()
            } else {
                throw .usage("--\(name) has no value; write --\(name) \(placeholder)")
            }
        } else if parts.count == 2 {
            throw .usage("--\(name) takes no value; write --\(name)")
        }
        if arguments.has(name), !option.isRepeatable {
            throw .usage("--\(name) is given twice; keep one")
        }
        arguments.values[name, default: []].append(value)
    }

    private func unknown(_ word: String, _ name: String) -> ProgramError {
        let names = (command.options + [.help]).map(\.name)
        let nearest = NearestWord.to(name, among: names) ?? CommandOption.help.name
        return .usage("\(command.name) has no option \(word); did you mean --\(nearest)? \(hint)")
    }

    private var hint: String { "'streamgauge \(command.name) --help' lists all" }
}
