// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Settings

extension Command {
    /// `streamgauge kpis`.
    static let kpis = Command(
        name: "kpis",
        summary: "lists the KPIs: what each means, how it is computed, and by whose definition",
        synopses: ["kpis [--json | --schema] [--config FILE] [--set PATH=VALUE]..."],
        details: """
            Prints the catalogue. With --config it prints what these settings count, under the
            definition strings that their parameters give. --schema prints the JSON Schema of the
            snapshot records instead.
            """,
        options: [
            CommandOption(flag: "json", "print JSON for programs"),
            CommandOption(flag: "schema", "print the JSON Schema of snapshot records"),
            .config, .set,
        ],
        examples: [Example(call: "kpis --json", purpose: "the catalogue as a JSON array")],
        run: { arguments throws(ProgramError) in
            guard !arguments.has("schema") else {
                guard !arguments.has("json") else {
                    throw .usage("--json and --schema exclude each other; keep one")
                }
                return try StandardOutput.write(SnapshotSchema.text)
            }
            var kpis = Catalogue.kpis(parameters: Catalogue.Parameters())
            if arguments.has(CommandOption.config.name) || arguments.has(CommandOption.set.name) {
                let settings = try arguments.settings(for: .offline)
                kpis = try Blueprint.checked(settings, identity: .fixed).plan.kpis
            }
            try StandardOutput.write(
                arguments.has("json") ? CatalogueText.json(kpis) : CatalogueText.table(kpis)
            )
        }
    )
}
