// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension Settings {
    /// Faults of an input's description; what is in it, the composition checks.
    func mappingErrors(_ input: Input, at path: String) -> [SettingsError] {
        var errors: [SettingsError] = []
        if input.format == .mapped {
            if input.fields == nil {
                errors.append(
                    error(
                        at: "\(path).format",
                        "`\(path)` has the format `mapped` and no `fields`",
                        hint: "add `fields: { time: PATH, type: PATH }`"
                    )
                )
            }
        } else {
            for key in ["fields", "layout", "time_unit", "constants"]
            where origins["\(path).\(key)"] != nil {
                errors.append(
                    error(
                        at: "\(path).\(key)",
                        "`\(path).\(key)` is of no use with the format `\(input.format.rawValue)`",
                        hint: "write `format: mapped`, or remove it"
                    )
                )
            }
        }
        if input.format == .x, input.types != nil {
            errors.append(
                error(
                    at: "\(path).types",
                    "`\(path).types` is of no use with the format `x`, whose posts have no names",
                    hint: "remove it"
                )
            )
        }
        return errors
    }
}
