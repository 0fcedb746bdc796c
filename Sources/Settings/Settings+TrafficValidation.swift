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
            let isLast = !traffic.builtIn && number == traffic.rules.count - 1
            if rule.isFree, !isLast {
                errors.append(
                    error(
                        at: path,
                        "`\(path)` has no condition, so no rule behind it is ever asked",
                        hint: "add one, such as `medium: [ crm ]`"
                    )
                )
            }
            if rule.to == nil {
                errors.append(
                    error(at: path, "`\(path)` has no `to`", hint: "add `to: email` or another")
                )
            }
        }
        return errors + hostErrors()
    }

    /// Words that no host can fit.
    private func hostErrors() -> [SettingsError] {
        var lists = [("urls.own", urls.own)]
        for (number, rule) in traffic.rules.enumerated() {
            lists.append(("traffic.rules.\(number).referrer", rule.referrer))
            lists.append(("traffic.rules.\(number).site", rule.site))
        }
        return lists.flatMap { path, words in
            words.filter { $0.contains { "/: ".contains($0) } }.map { word in
                error(
                    at: path,
                    "`\(path)` has \(word.quoted), which is no host",
                    hint: "write the host alone, such as shop.example"
                )
            }
        }
    }
}

extension Settings.TrafficRule {
    fileprivate var isFree: Bool {
        medium.isEmpty && source.isEmpty && referrer.isEmpty && site.isEmpty && click == nil
    }
}
