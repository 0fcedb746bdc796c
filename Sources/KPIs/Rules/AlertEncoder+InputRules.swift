// SPDX-License-Identifier: Apache-2.0

extension AlertEncoder {
    /// The alert of a rule on inputs that turned.
    ///
    /// - Parameters:
    ///   - turn: what turned.
    ///   - severity: of the alert that it ends; nil: that of the rule.
    /// - Returns: the alert, firing or resolved; it has neither a KPI, nor a window, nor a snapshot.
    public func change(
        _ turn: InputTurn,
        severity: AlertChange.Severity? = nil
    ) -> AlertChange {
        let rule = inputRules[turn.rule]
        let severity = severity ?? rule.severity
        let status: AlertChange.Status = turn.isFiring ? .firing : .resolved
        var json = JSONWriter()
        json.object { json in
            json.field("v", 1)
            json.field("name", rule.name)
            json.field("status", status.rawValue)
            json.field("severity", severity.rawValue)
            json.field("kpi") { $0.null() }
            json.field(dimensions: [])
            json.field("window") { $0.null() }
            json.field("value", turn.value)
            json.field("target") { $0.null() }
            json.field("rule") { json in
                json.object { json in
                    switch rule.condition {
                    case .lag(let bound): json.field("lag", bound)
                    case .rejects(let bound): json.field("rejects", bound)
                    case .stale(let bound): json.field("stale", DurationText.of(bound))
                    }
                    json.field("for", DurationText.of(rule.hold))
                }
            }
            json.field("since", turn.since)
            json.field("snapshot") { $0.null() }
        }
        return AlertChange(
            name: rule.name,
            status: status,
            severity: severity,
            kpi: "",
            dimensions: [],
            window: "",
            since: turn.since,
            key: rule.key,
            json: json.bytes
        )
    }

    /// Whether the rule on inputs that an alert is of is still there.
    func isOfInputRule(_ change: AlertChange) -> Bool {
        inputRules.contains { $0.key == change.key }
    }
}
