// SPDX-License-Identifier: Apache-2.0

import Events
import Settings
import YAMLText

/// `streamgauge check`.
enum CheckCommand {
    /// Makes a key, or checks settings and, if wanted, the cluster.
    static func run(_ arguments: Arguments) throws(ProgramError) {
        if let path = arguments.text("init-key") {
            guard arguments.values.count == 1 else {
                throw .usage("--init-key goes with no other option; make the key first")
            }
            try KeyFile.make(path)
            return try StandardOutput.write(
                "wrote a new key to \(path); set `identity: { key_file: \(path) }` and keep a copy:"
                    + " with another key nothing that was counted before can be continued\n"
            )
        }
        guard arguments.operands.isEmpty else { return try sampleFiles(arguments) }
        guard arguments.has(CommandOption.config.name) else {
            throw .usage("--config is missing; add --config FILE, or --init-key FILE to make a key")
        }
        guard !arguments.has("format"), !arguments.has("topic") else {
            throw .usage("--format and --topic are about files; name them behind the options")
        }
        guard arguments.has("connect") || !arguments.has("clock") else {
            throw .usage("--clock asks a broker; add --connect")
        }
        let count = try sampleCount(arguments)
        let settings = try arguments.settings(for: .daemon)
        let blueprint = try Blueprint.checked(settings)
        if arguments.has("settings") { return try StandardOutput.write(settings.text) }
        try StandardOutput.write(CheckReport(blueprint).text)
        try StandardOutput.write(DuplicateReport(blueprint).text)
        try StandardOutput.write(HTTPReport(blueprint, warnings: try blueprint.examinedHTTP()).text)
        let limit = settings.limits.memory.bytes
        if let warning = ControlGroup.current.warning(memoryLimitBytes: limit) {
            StandardError.write("warning: \(warning)\n")
        }
        for warning in blueprint.limitWarnings { StandardError.write("warning: \(warning)\n") }
        let faults = blueprint.memoryErrors + blueprint.clientErrors
        if let errors = SettingsErrors(faults) { throw ProgramError(errors) }
        if arguments.has("connect") {
            try ClusterCheck(blueprint, comparesClocks: arguments.has("clock")).run()
        }
        if let count { try SampleCheck(blueprint, count: count).runOnTopics() }
    }

    /// Reads real records of files; they need no brokers, and no key that ids are kept under.
    private static func sampleFiles(_ arguments: Arguments) throws(ProgramError) {
        guard let count = try sampleCount(arguments) else {
            throw .usage("files are read for a sample only; add --sample N, such as --sample 1000")
        }
        let settings = try arguments.settings(for: .offline)
        let blueprint = try Blueprint.checked(
            settings,
            identity: settings.identity.key == nil ? .fixed : nil
        )
        let source = try arguments.source(settings)
        try SampleCheck(blueprint, count: count).run(on: arguments.operands, of: source)
    }

    private static func sampleCount(_ arguments: Arguments) throws(ProgramError) -> Int? {
        try arguments.number("sample", in: 1...SampleCheck.limit)
    }
}
