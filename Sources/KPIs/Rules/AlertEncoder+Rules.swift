// SPDX-License-Identifier: Apache-2.0

extension AlertEncoder {
    /// The alert of a rule that turned.
    ///
    /// - Parameters:
    ///   - turn: what turned.
    ///   - severity: of the alert that it ends; nil: that of the rule.
    ///   - emitted: when it is produced, ms.
    /// - Returns: the alert, firing or resolved; its key is that of a target's alert with the rule's
    ///   name behind it. Of a series that went quiet it has neither a value nor a snapshot.
    public func change(
        _ turn: RuleTurn,
        severity: AlertChange.Severity? = nil,
        emitted: Int64
    ) -> AlertChange {
        let rule = rules[turn.rule]
        let content = AlertContent(
            name: rule.name,
            isFiring: turn.isFiring,
            severity: severity ?? rule.severity,
            series: .init(
                output: rule.output,
                dimensions: turn.dimensions,
                start: turn.start,
                end: turn.end
            ),
            value: turn.snapshot?.value.value,
            since: turn.since,
            snapshot: turn.snapshot,
            key: key(of: turn)
        )
        return change(content, emitted: emitted) { json in
            json.field("target") { $0.null() }
            json.field("rule") { Self.write(rule, to: &$0) }
        }
    }

    /// The key of the alert of a turn.
    func key(of turn: RuleTurn) -> String {
        "\(key(rules[turn.rule].output, turn.dimensions))|\(rules[turn.rule].name)"
    }

    /// Whether the rule that an alert is of is still there, and judges the same output.
    func isOfRule(_ change: AlertChange) -> Bool {
        rules.contains { rule in
            let output = plan.outputs[rule.output]
            let kpi = plan.kpis[output.kpi]
            return rule.name == change.name && change.key.hasSuffix("|\(rule.name)")
                && change.key.hasPrefix("\(kpi.id)|\(output.shape.text)|")
                && rule.values.allSatisfy { name, value in
                    change.dimensions.contains { $0 == (name, WrittenValue.text(value)) }
                }
                && plan.dimensionNames(ofOutput: rule.output) == change.dimensions.map(\.name)
        }
    }

    private static func write(_ rule: AlertRule, to json: inout JSONWriter) {
        json.object { json in
            switch rule.condition {
            case .noData: json.field("no_data", true)
            case .value(let low, let high):
                if let high { json.field("above", high) }
                if let low { json.field("below", low) }
            case .change(let baseline, let low, let high):
                json.field("change", baseline.rawValue)
                if let high { json.field("above", high) }
                if let low { json.field("below", low) }
            }
            json.field("for", rule.hold)
        }
    }
}
