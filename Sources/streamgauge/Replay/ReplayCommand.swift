// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import Settings

/// `streamgauge replay`.
enum ReplayCommand {
    /// Runs the inputs through and writes finals to standard output.
    static func run(_ arguments: Arguments) throws(ProgramError) {
        guard !arguments.operands.isEmpty else {
            throw .usage("replay has no input; name files, or - for standard input")
        }
        let settings = try arguments.settings(for: .offline)
        let blueprint = try Blueprint.checked(
            settings,
            identity: settings.identity.key == nil ? .fixed : nil
        )
        let tables = try tables(arguments, blueprint)
        let source = try source(arguments, settings)
        var progress = ReplayProgress(
            total: try totalSize(arguments.operands),
            isShown: StandardError.isTerminal
        )
        var replay = Replay(
            blueprint,
            source: source,
            isEarly: arguments.has("early"),
            output: .standardOutput
        )
        for (number, table) in tables.enumerated() {
            try replay.read(table: number, name: table.name, try InputFile(table.path))
        }
        for path in arguments.operands {
            try replay.count(try InputFile(path), progress: &progress)
        }
        try replay.finish()
        StandardError.write(replay.report.text)
        if replay.report.isNothingUsable {
            throw ProgramError(.data, "nothing of the input could be used; is its format right?")
        }
    }

    /// Bytes of all inputs; a file that cannot be opened ends the replay before it begins.
    private static func totalSize(_ paths: [String]) throws(ProgramError) -> Int? {
        var total: Int? = 0
        for path in paths {
            let size = try InputFile(path).byteCount
            total = total.flatMap { sum in size.map { sum + $0 } }
        }
        return total
    }

    /// The files of the side tables that something is grouped by, in their order.
    private static func tables(
        _ arguments: Arguments,
        _ blueprint: Blueprint
    ) throws(ProgramError) -> [(name: String, path: String)] {
        var files: [String: String] = [:]
        let known = blueprint.settings.tables.map(\.name)
        for given in arguments.values["table"] ?? [] {
            let parts = given.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, known.contains(parts[0]) else {
                let names =
                    known.isEmpty ? "there is none" : "they are \(known.joined(separator: ", "))"
                throw .usage("--table \(given) names no table of the settings and a file; \(names)")
            }
            guard files.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw .usage("--table \(parts[0]) is given twice; keep one")
            }
        }
        var tables: [(name: String, path: String)] = []
        for table in blueprint.tables {
            let name = table.settings.name
            guard let path = files[name] else {
                throw .usage(
                    "something is grouped by what the table \(name) lends, and replay reads no "
                        + "topics; add --table \(name)=FILE"
                )
            }
            tables.append((name, path))
        }
        return tables
    }

    /// Format and name of the records' source: those of the topic, else of the first input.
    private static func source(
        _ arguments: Arguments,
        _ settings: Settings
    ) throws(ProgramError) -> IngestConfiguration.Source {
        var sources = InputSources(settings.inputs)
        var source = sources.first
        if let topic = arguments.text("topic") {
            guard let number = sources.number(of: topic) else {
                let known = settings.inputs.flatMap(\.topics)
                let nearest = NearestWord.to(topic, among: known).map { "did you mean \($0)?" }
                throw .usage(
                    "--topic \(topic) is no input of the settings; "
                        + (nearest ?? "name the file of settings with --config")
                )
            }
            source = sources.sources[number]
        }
        if let name = arguments.text("format") {
            let known = Events.InputFormat.allCases.map(\.rawValue)
            guard let format = Events.InputFormat(rawValue: name) else {
                throw .usage(
                    "--format must be one of \(known.joined(separator: ", ")), not '\(name)'"
                )
            }
            if source.format != format { source.data = nil }
            source.format = format
        }
        return source
    }
}
