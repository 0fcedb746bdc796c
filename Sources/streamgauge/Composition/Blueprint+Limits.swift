// SPDX-License-Identifier: Apache-2.0

import KPIs

extension Blueprint {
    /// Limits of ratios that are likely meant in percent, each in one sentence.
    ///
    /// What can never fire is an error; of these it is not known.
    var limitWarnings: [String] {
        var sentences: [String] = []
        for kpi in plan.kpis {
            guard let target = kpi.target else { continue }
            let bands = [target.warn, target.breach].flatMap { [$0.low, $0.high] }
            let limits = [target.value] + bands.filter(\.isFinite)
            add(limits, "the target", kpi, to: &sentences)
        }
        for rule in rules {
            guard case .value(let low, let high) = rule.condition else { continue }
            let kpi = plan.kpis[plan.outputs[rule.output].kpi]
            add([low, high].compactMap(\.self), "the rule \(rule.name)", kpi, to: &sentences)
        }
        return sentences
    }

    private func add(
        _ limits: [Double],
        _ owner: String,
        _ kpi: KPI,
        to sentences: inout [String]
    ) {
        guard let limit = limits.max(), let hint = kpi.doubtfulHint(forLimit: limit) else { return }
        sentences.append(
            "\(owner) has the limit \(limit.plain), which is \((100 * limit).plain) %; \(hint)"
        )
    }
}
