// SPDX-License-Identifier: Apache-2.0

import KPIs
import Settings
import YAMLText

extension Settings {
    /// The rules, each for an output of the plan.
    ///
    /// - Parameters:
    ///   - plan: what is computed.
    ///   - errors: what does not fit together, with its place.
    /// - Returns: those that fit.
    func alertRules(_ plan: Plan, _ errors: inout [SettingsError]) -> [KPIs.AlertRule] {
        var rules: [KPIs.AlertRule] = []
        for (index, rule) in alerts.rules.enumerated() where !rule.kpi.isEmpty {
            let path = "alerts.rules.\(index)"
            do throws(SettingsError) {
                rules.append(try self.rule(rule, path, plan))
            } catch {
                errors.append(error)
            }
        }
        return rules
    }

    /// The rules on inputs.
    var inputRules: [InputRule] {
        alerts.rules.compactMap { written in
            let condition: InputRule.Condition
            if let lag = written.lag {
                condition = .lag(above: Int64(lag))
            } else if let rejects = written.rejects {
                condition = .rejects(above: rejects)
            } else if let stale = written.stale {
                condition = .stale(above: stale.wholeMilliseconds)
            } else {
                return nil
            }
            var rule = InputRule(written.name, condition)
            if case .time(let time) = written.hold { rule.hold = time.wholeMilliseconds }
            rule.minimumSample = written.minimumSample
            rule.severity = written.severity == .warn ? .warn : .breach
            return rule
        }
    }

    private func rule(
        _ written: AlertRule,
        _ path: String,
        _ plan: Plan
    ) throws(SettingsError) -> KPIs.AlertRule {
        guard !plan.kpis.contains(where: { $0.id == written.name }) else {
            throw error(
                at: "\(path).name",
                "\(written.name.quoted) is the id of a KPI, whose target's alerts have that name",
                hint: "choose another name"
            )
        }
        let output = try output(of: written, path, plan)
        if written.noData { try checkTold(written, output, path, plan) }
        try checkSample(written, plan.kpis[plan.outputs[output].kpi], path)
        try checkLimits(written, plan.kpis[plan.outputs[output].kpi], path)
        try checkComparison(written, plan.kpis[plan.outputs[output].kpi], path)
        let condition: KPIs.AlertRule.Condition =
            if written.noData {
                .noData
            } else if let comparison = written.change {
                .change(
                    try baseline(comparison, plan.outputs[output].shape, path),
                    low: written.below,
                    high: written.above
                )
            } else {
                .value(low: written.below, high: written.above)
            }
        var rule = KPIs.AlertRule(written.name, output: output, condition)
        rule.values = written.values
        rule.minimumSample = written.minimumSample
        switch written.severity {
        case .warn: rule.severity = .warn
        case .breach: rule.severity = .breach
        case nil: rule.severity = written.noData ? .noData : .breach
        }
        switch written.hold {
        case nil: break
        case .windows(let count): rule.hold = count
        case .time(let time):
            let shape = plan.outputs[output].shape
            let step = shape.isSinglePane ? shape.shortest : shape.start(1, after: 0)
            let length = time.wholeMilliseconds
            guard length <= step * Int64(RuleHold.mostWindows) else {
                throw error(
                    at: "\(path).for",
                    "`\(path).for` is more than \(RuleHold.mostWindows) windows of \(shape.text)",
                    hint: "write less, or judge longer windows"
                )
            }
            rule.hold = Int((length + step - 1) / step)
        }
        return rule
    }

    private func baseline(
        _ comparison: RuleComparison,
        _ shape: WindowShape,
        _ path: String
    ) throws(SettingsError) -> RuleBaseline {
        let baseline: RuleBaseline =
            switch comparison {
            case .previous: .previous
            case .day: .day
            case .week: .week
            }
        guard baseline.isThere(for: shape) else {
            throw error(
                at: "\(path).change",
                "`\(path).change`: no window of \(shape.text) begins a \(baseline.rawValue) before "
                    + "each",
                hint: "write `previous`, or judge windows whose distance divides a "
                    + baseline.rawValue
            )
        }
        return baseline
    }

    /// The output that a rule judges.
    private func output(
        of rule: AlertRule,
        _ path: String,
        _ plan: Plan
    ) throws(SettingsError) -> Int {
        let ofKPI = plan.outputs.indices.filter { plan.kpis[plan.outputs[$0].kpi].id == rule.kpi }
        guard !ofKPI.isEmpty else {
            throw error(
                at: "\(path).kpi",
                "\(rule.kpi.quoted) is no KPI that is computed",
                hint: "add it to `kpis`, or write the id of another one"
            )
        }
        let by = rule.by.isEmpty ? rule.values.keys.sorted() : rule.by.sorted()
        let ofGrouping = ofKPI.filter { plan.dimensionNames(ofOutput: $0) == by }
        guard !ofGrouping.isEmpty else {
            throw error(
                at: origins["\(path).by"] == nil ? "\(path).where" : "\(path).by",
                "\(rule.kpi) is not grouped by \(by.joined(separator: ", "))",
                hint: "add `by: [[\(by.joined(separator: ", "))]]` to the KPI under `kpis`"
            )
        }
        if let other = rule.values.keys.sorted().first(where: { !by.contains($0) }) {
            throw error(
                at: "\(path).where",
                "`\(path).where` names \(other.quoted), which is not in `by`",
                hint: "add it to `by`, or remove it"
            )
        }
        guard let window = rule.window.map({ WindowShape($0) }) else {
            return ofGrouping.min { plan.outputs[$0].size < plan.outputs[$1].size } ?? ofGrouping[0]
        }
        guard let output = ofGrouping.first(where: { plan.outputs[$0].shape == window }) else {
            let shapes = ofGrouping.map { plan.outputs[$0].shape.text }
            throw error(
                at: "\(path).window",
                "\(rule.kpi) has no windows of \(window.text)",
                hint: "write one that it has: \(shapes.joined(separator: ", "))"
            )
        }
        return output
    }

    /// A count below a limit is a sample below it, too.
    private func checkSample(
        _ rule: AlertRule,
        _ kpi: KPI,
        _ path: String
    ) throws(SettingsError) {
        let least = rule.minimumSample
        guard least > 0, rule.change == nil, kpi.formula.isItsSample, let low = rule.below,
            least >= low
        else { return }
        throw error(
            at: "\(path).min_sample",
            "`\(path).below` could never fire: \(kpi.id) is a count and its own sample, so what is "
                + "below it has too small a sample to be judged",
            hint: "remove `min_sample`, or write `change` with percent"
        )
    }

    /// Limits that no value and no change can pass would never fire, or always.
    private func checkLimits(
        _ rule: AlertRule,
        _ kpi: KPI,
        _ path: String
    ) throws(SettingsError) {
        guard rule.change == nil else {
            guard let low = rule.below, low <= -100, kpi.isNeverNegative else { return }
            throw error(
                at: "\(path).below",
                "`\(path).below` could never fire: \(kpi.id) is never below 0, so it falls by 100 % "
                    + "at most",
                hint: "write a number above -100, such as -50, or a limit of the value without "
                    + "`change`"
            )
        }
        for (key, limit) in [("above", rule.above), ("below", rule.below)] {
            guard let limit, let hint = kpi.hint(forLimit: limit) else { continue }
            throw error(
                at: "\(path).\(key)",
                "`\(path).\(key)` is \(limit.plain), and values of \(kpi.id) lie from 0 to 1",
                hint: hint
            )
        }
    }

    /// A growth is no more compared with the window before.
    private func checkComparison(
        _ rule: AlertRule,
        _ kpi: KPI,
        _ path: String
    ) throws(SettingsError) {
        guard rule.change == .previous, kpi.formula.comparesBack != nil else { return }
        throw error(
            at: "\(path).change",
            "`\(path).change`: \(kpi.id) is a change against an earlier window itself",
            hint: "write limits of the value without `change`, such as `below: -0.5`"
        )
    }

    /// That nothing comes is seen of series alone that are told even when they are empty.
    private func checkTold(
        _ rule: AlertRule,
        _ output: Int,
        _ path: String,
        _ plan: Plan
    ) throws(SettingsError) {
        let names = plan.dimensionNames(ofOutput: output)
        guard !names.isEmpty else { return }
        let isTold = plan.outputs[output].expected.contains { values in
            rule.values.allSatisfy { name, value in
                zip(names, values).contains { $0 == name && $1 == value }
            }
        }
        guard !isTold else { return }
        throw error(
            at: "\(path).no_data",
            "`\(path)` waits for series that are not told when they are empty",
            hint: "name them under `expect` of \(rule.kpi) in `kpis`"
        )
    }
}
