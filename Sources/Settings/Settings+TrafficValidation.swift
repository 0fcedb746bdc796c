// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension Settings {
    /// Rules that may be given beside the built-in ones, and those that may be given without them.
    static let mostTrafficRules = (besides: 40, alone: 64)

    /// Faults of the rules that tell where visits come from.
    func trafficErrors() -> [SettingsError] {
        var errors: [SettingsError] = []
        let most =
            traffic.builtIn ? Self.mostTrafficRules.besides : Self.mostTrafficRules.alone
        if traffic.rules.count > most {
            errors.append(
                error(
                    at: "traffic.rules",
                    "`traffic.rules` has \(traffic.rules.count) rules; \(most) are the most",
                    hint: "put the words of rules with the same `to` into one"
                )
            )
        }
        for (number, rule) in traffic.rules.enumerated() {
            let path = "traffic.rules.\(number)"
            if rule.to == nil {
                errors.append(
                    error(at: path, "`\(path)` has no `to`", hint: "add `to: email` or another")
                )
            }
        }
        return errors
    }
}
