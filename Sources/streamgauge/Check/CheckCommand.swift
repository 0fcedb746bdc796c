// SPDX-License-Identifier: Apache-2.0

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
        guard arguments.has(CommandOption.config.name) else {
            throw .usage("--config is missing; add --config FILE, or --init-key FILE to make a key")
        }
        let settings = try arguments.settings(for: .daemon)
        let blueprint = try Blueprint.checked(settings)
        if arguments.has("settings") { return try StandardOutput.write(settings.text) }
        try StandardOutput.write(CheckReport(blueprint).text)
        let faults = blueprint.memoryErrors + blueprint.clientErrors
        if let errors = SettingsErrors(faults) { throw ProgramError(errors) }
        if arguments.has("connect") { try ClusterCheck(blueprint).run() }
    }
}
