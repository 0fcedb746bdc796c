// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Settings

extension Command {
    /// `streamgauge kpis`.
    static let kpis = Command(
        name: "kpis",
        summary: "lists the KPIs: what each means, how it is computed, and by whose definition",
        synopses: ["kpis [--json | --yaml | --schema] [--config FILE] [--set PATH=VALUE]..."],
        details: """
            Prints the catalogue. With --config it prints what these settings count, under the
            definition strings that their parameters give. --yaml prints the built-in definitions
            as a file that your own can be modelled on. --schema prints the JSON Schema of the
            snapshot records instead.
            """,
        options: [
            CommandOption(flag: "json", "print JSON for programs"),
            CommandOption(flag: "yaml", "print the built-in definitions as YAML"),
            CommandOption(flag: "schema", "print the JSON Schema of snapshot records"),
            .config, .set,
        ],
        examples: [Example(call: "kpis --json", purpose: "the catalogue as a JSON array")],
        run: { arguments throws(ProgramError) in
            let forms = ["json", "yaml", "schema"].filter(arguments.has)
            guard forms.count < 2 else {
                let names = forms.map { "--\($0)" }.joined(separator: " and ")
                throw .usage("\(names) exclude each other; keep one")
            }
            if forms == ["schema"] { return try StandardOutput.write(SnapshotSchema.text) }
            if forms == ["yaml"] { return try StandardOutput.write(Catalogue.yaml) }
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
