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
        let content = AlertContent(
            name: rule.name,
            isFiring: turn.isFiring,
            severity: severity ?? rule.severity,
            series: nil,
            value: turn.value,
            since: turn.since,
            snapshot: nil,
            key: rule.key
        )
        // Without a snapshot nothing of it says when it is produced.
        return change(content, emitted: turn.since) { json in
            json.field("target") { $0.null() }
            json.field("rule") { Self.write(rule, to: &$0) }
        }
    }

    private static func write(_ rule: InputRule, to json: inout JSONWriter) {
        json.object { json in
            switch rule.condition {
            case .lag(let bound): json.field("lag", bound)
            case .rejects(let bound): json.field("rejects", bound)
            case .stale(let bound): json.field("stale", DurationText.of(bound))
            }
            json.field("for", DurationText.of(rule.hold))
        }
    }

    /// Whether the rule on inputs that an alert is of is still there.
    func isOfInputRule(_ change: AlertChange) -> Bool {
        inputRules.contains { $0.key == change.key }
    }
}
