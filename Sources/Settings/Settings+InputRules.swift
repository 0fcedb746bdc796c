// SPDX-License-Identifier: Apache-2.0

import YAMLText

extension Settings {
    /// The keys of which a rule on inputs has one.
    static let inputKinds = ["lag", "rejects", "stale"]

    /// What is wrong with a rule on inputs; nil: nothing.
    func inputError(_ rule: AlertRule, _ path: String) -> SettingsError? {
        let kinds = Self.inputKinds.filter { origins["\(path).\($0)"] != nil }
        let kind = kinds.first ?? "lag"
        if kinds.count > 1 {
            return error(
                at: "\(path).\(kinds[1])",
                "`\(path)` has `\(kind)` and `\(kinds[1])`",
                hint: "make two rules of it"
            )
        }
        let others = ["kpi", "window", "by", "where", "above", "below", "change", "no_data"]
        let foreign = others + (kind == "rejects" ? [] : ["min_sample"])
        if let other = foreign.first(where: rule.says) {
            return error(
                at: "\(path).\(other)",
                "`\(path)` is about the inputs, by `\(kind)`, and has `\(other)`",
                hint: "remove it, or make two rules of it"
            )
        }
        if let hold = holdError(rule, path) { return hold }
        let least = time.outOfOrderness + time.idle
        guard let stale = rule.stale, stale <= least else { return nil }
        return error(
            at: "\(path).stale",
            "`\(path).stale` is not more than `time.out_of_orderness` and `time.idle` together: "
                + "a watermark may be so far behind at any time",
            hint: "write more than \(least.yaml)"
        )
    }

    private func holdError(_ rule: AlertRule, _ path: String) -> SettingsError? {
        switch rule.hold {
        case nil: return nil
        case .time(let time) where .seconds(10) ... .seconds(7 * 86_400) ~= time: return nil
        default: break
        }
        return error(
            at: "\(path).for",
            "`\(path).for` is no time of 10s to 7d, as inputs have no windows",
            hint: "write a duration, such as 5m"
        )
    }
}

extension Settings.AlertRule {
    /// Whether a key says something that is not its default.
    fileprivate func says(_ key: String) -> Bool {
        switch key {
        case "kpi": !kpi.isEmpty
        case "window": window != nil
        case "by": !by.isEmpty
        case "where": !values.isEmpty
        case "above": above != nil
        case "below": below != nil
        case "change": change != nil
        case "no_data": noData
        default: minimumSample != 0
        }
    }
}
