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
        let severity = severity ?? rule.severity
        let kpi = plan.kpis[plan.outputs[rule.output].kpi]
        let shape = plan.outputs[rule.output].shape
        let dimensions = turn.dimensions.map { ($0.name, WrittenValue.text($0.value)) }
        let status: AlertChange.Status = turn.isFiring ? .firing : .resolved
        var json = JSONWriter()
        json.object { json in
            json.field("v", 1)
            json.field("name", rule.name)
            json.field("status", status.rawValue)
            json.field("severity", severity.rawValue)
            json.field("kpi", kpi.id)
            json.field(dimensions: dimensions)
            json.field("window") { json in
                json.object { json in
                    json.field("size", shape.sizeText)
                    json.field("hop", shape.hopText)
                    json.field("start", turn.start)
                    json.field("end", turn.end)
                }
            }
            json.field("value", turn.snapshot?.value.value)
            json.field("target") { $0.null() }
            json.field("rule") { json in Self.write(rule, to: &json) }
            json.field("since", turn.since)
            json.field("snapshot") { json in
                guard let snapshot = turn.snapshot else { return json.null() }
                var bytes: [UInt8] = []
                snapshots.append(snapshot, emitted: emitted, to: &bytes)
                json.value(json: bytes)
            }
        }
        return AlertChange(
            name: rule.name,
            status: status,
            severity: severity,
            kpi: kpi.id,
            dimensions: dimensions,
            window: shape.sizeText,
            since: turn.since,
            key: key(of: turn),
            json: json.bytes
        )
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
