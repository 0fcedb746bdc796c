// SPDX-License-Identifier: Apache-2.0

import Glibc
import Settings
import YAMLText

extension Command {
    /// `streamgauge run`.
    static let run = Command(
        name: "run",
        summary: "the daemon: reads events, writes KPI snapshots, serves /metrics",
        synopses: ["run --config FILE [--set PATH=VALUE]..."],
        details: """
            Reads the input topics for as long as it is not told to stop. SIGTERM and Ctrl-C let it
            finish what it has read, at most 10 seconds long; a second one ends it at once. When no
            broker can be reached it says so and tries again. SIGHUP lets it read its settings
            again: other targets and rules let it begin anew in its process, and those that cannot be
            taken over are told to need a restart.

            Check the settings first with 'streamgauge check --config FILE --connect'.
            """,
        options: [.config, .set],
        examples: [
            Example(call: "run --config shop.yaml", purpose: "runs until it is told to stop")
        ],
        run: { arguments throws(ProgramError) in
            _ = try arguments.required(CommandOption.config.name, "--config FILE")
            let blueprint = try Blueprint.forDaemon(arguments, tellsMemory: true)
            let link = ServiceLink(arguments.environment, processID: getpid())
            try RunCommand.run(blueprint, link) { () throws(ProgramError) in
                try Blueprint.forDaemon(arguments)
            }
        }
    )
}
