// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension Settings {
    /// Rules at most.
    public static let mostRules = 100

    /// Faults of rules that are seen without knowing the KPIs.
    func ruleErrors() -> [SettingsError] {
        var errors: [SettingsError] = []
        if alerts.rules.count > Self.mostRules {
            errors.append(
                error(
                    at: "alerts.rules",
                    "`alerts.rules` lists \(alerts.rules.count) rules",
                    hint: "list at most \(Self.mostRules)"
                )
            )
        }
        var names: Set<String> = []
        for (index, rule) in alerts.rules.enumerated() {
            let path = "alerts.rules.\(index)"
            errors += nameErrors(rule, path, &names)
            // One that was written wrongly has its own error.
            if rule.isOfInputs
                || Self.inputKinds.contains(where: { origins["\(path).\($0)"] != nil })
            {
                if let fault = inputError(rule, path) { errors.append(fault) }
                continue
            }
            if rule.kpi.isEmpty, origins["\(path).kpi"] == nil {
                errors.append(
                    error(at: path, "`\(path)` has no `kpi`", hint: "add `kpi: ID` of one")
                )
            }
            if let fault = conditionError(rule, path) { errors.append(fault) }
        }
        return errors
    }

    private func nameErrors(
        _ rule: AlertRule,
        _ path: String,
        _ names: inout Set<String>
    ) -> [SettingsError] {
        let letters = "abcdefghijklmnopqrstuvwxyz0123456789_-".utf8
        if rule.name.isEmpty {
            guard origins["\(path).name"] == nil else { return [] }
            return [error(at: path, "`\(path)` has no `name`", hint: "add `name: NAME`")]
        }
        guard rule.name.utf8.count <= 100, rule.name.utf8.allSatisfy(letters.contains) else {
            return [
                error(
                    at: "\(path).name",
                    "\(rule.name.quoted) is no name of a rule",
                    hint: "use at most 100 of a-z, 0-9, `_` and `-`"
                )
            ]
        }
        guard names.insert(rule.name).inserted else {
            return [
                error(
                    at: "\(path).name",
                    "there is a rule \(rule.name.quoted) already",
                    hint: "choose another name"
                )
            ]
        }
        return []
    }

    private func conditionError(_ rule: AlertRule, _ path: String) -> SettingsError? {
        let hasBound = rule.above != nil || rule.below != nil
        if rule.noData {
            guard hasBound || rule.change != nil || rule.minimumSample != 0 else { return nil }
            return error(
                at: "\(path).no_data",
                "`\(path)` has `no_data` and judges values as well",
                hint: "make two rules of it"
            )
        }
        guard hasBound else {
            // A bound that was written wrongly has its own error.
            let keys = ["above", "below", "no_data"]
            guard keys.allSatisfy({ origins["\(path).\($0)"] == nil }) else { return nil }
            return error(
                at: path,
                "`\(path)` says nothing that could fire",
                hint: "add `above: NUMBER`, `below: NUMBER` or `no_data: true`"
            )
        }
        if let above = rule.above, let below = rule.below, below > above {
            return error(
                at: "\(path).below",
                "`\(path)` fires whatever the value is: every number is above \(above.yaml) or "
                    + "below \(below.yaml)",
                hint: "`below` must not be larger than `above`"
            )
        }
        return nil
    }
}
