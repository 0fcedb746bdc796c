// SPDX-License-Identifier: Apache-2.0

/// Makes alerts of statuses that turned, with the snapshot that turned them.
///
/// The bytes depend on nothing but the arguments. Any thread.
public struct AlertEncoder: Sendable {
    let plan: Plan
    /// The rules beside targets.
    let rules: [AlertRule]
    /// The rules on inputs.
    let inputRules: [InputRule]
    let snapshots: SnapshotEncoder

    /// Prepares the fixed parts of a plan's records.
    ///
    /// - Parameters:
    ///   - plan: the compiled definitions.
    ///   - application: name of the application.
    ///   - generation: how often its state was started anew, from 1.
    ///   - keyFingerprint: fingerprint of the identity key.
    ///   - rules: the rules beside targets.
    ///   - inputRules: the rules on inputs.
    public init(
        plan: Plan,
        application: String,
        generation: Int,
        keyFingerprint: String,
        rules: [AlertRule] = [],
        inputRules: [InputRule] = []
    ) {
        (self.plan, self.rules, self.inputRules) = (plan, rules, inputRules)
        snapshots = SnapshotEncoder(
            plan: plan,
            application: application,
            generation: generation,
            keyFingerprint: keyFingerprint
        )
    }

    /// The alert of a status that turned.
    ///
    /// - Parameters:
    ///   - turn: the window that turned it, and how the series stands now.
    ///   - old: how severe the alert was; nil: it did not fire.
    ///   - emitted: when it is produced, ms.
    /// - Returns: nil where neither status is worth an alert, or both the same. Of a series that went
    ///   quiet it has neither a value, a target nor a snapshot.
    public func change(
        _ turn: StatusTurn,
        from old: AlertChange.Severity?,
        emitted: Int64
    ) -> AlertChange? {
        let target = turn.snapshot?.target
        // A series that is told has a status since it was read.
        guard turn.snapshot == nil || target != nil else { return nil }
        let new = target.flatMap { AlertChange.Severity($0.status) }
        guard old != new, let severity = new ?? old else { return nil }
        let kpi = plan.kpis[plan.outputs[turn.output].kpi]
        let content = AlertContent(
            name: kpi.id,
            isFiring: new != nil,
            severity: severity,
            series: .init(
                output: turn.output,
                dimensions: turn.dimensions,
                start: turn.start,
                end: turn.end
            ),
            value: turn.snapshot?.value.value,
            since: target?.since ?? turn.end,
            snapshot: turn.snapshot,
            key: key(of: turn)
        )
        return change(content, emitted: emitted) { json in
            json.field("target") { json in
                guard let target else { return json.null() }
                json.object { json in
                    json.field("value", kpi.target?.value)
                    json.field("status", target.status.name)
                    json.field("since", target.since)
                }
            }
        }
    }

    /// The alert of whatever turned.
    ///
    /// - Parameters:
    ///   - content: what alerts of targets and of rules have in common.
    ///   - emitted: when it is produced, ms.
    ///   - terms: writes what was asked for: `target` and, of a rule, `rule`.
    /// - Returns: the alert, firing or resolved.
    func change(
        _ content: AlertContent,
        emitted: Int64,
        terms: (inout JSONWriter) -> Void
    ) -> AlertChange {
        let output = content.series.map { plan.outputs[$0.output] }
        let kpi = output.map { plan.kpis[$0.kpi].id }
        let dimensions = (content.series?.dimensions ?? []).map {
            ($0.name, WrittenValue.text($0.value))
        }
        let status: AlertChange.Status = content.isFiring ? .firing : .resolved
        var json = JSONWriter()
        json.object { json in
            json.field("v", 1)
            json.field("name", content.name)
            json.field("status", status.rawValue)
            json.field("severity", content.severity.rawValue)
            json.field("kpi", kpi)
            json.field(dimensions: dimensions)
            json.field("window") { write(window: content.series, to: &$0) }
            json.field("value", content.value)
            terms(&json)
            json.field("since", content.since)
            json.field("snapshot") { json in
                guard let snapshot = content.snapshot else { return json.null() }
                var bytes: [UInt8] = []
                snapshots.append(snapshot, emitted: emitted, to: &bytes)
                json.value(json: bytes)
            }
        }
        return AlertChange(
            name: content.name,
            status: status,
            severity: content.severity,
            kpi: kpi ?? "",
            dimensions: dimensions,
            window: output?.shape.sizeText ?? "",
            since: content.since,
            key: content.key,
            json: json.bytes
        )
    }

    private func write(window series: AlertContent.Series?, to json: inout JSONWriter) {
        guard let series else { return json.null() }
        let shape = plan.outputs[series.output].shape
        json.object { json in
            json.field("size", shape.sizeText)
            json.field("hop", shape.hopText)
            json.field("start", series.start)
            json.field("end", series.end)
        }
    }

    /// The key of the alert of a turn's series.
    func key(of turn: StatusTurn) -> String { key(turn.output, turn.dimensions) }

    /// The key of the alert of a series of an output.
    func key(_ output: Int, _ dimensions: [(name: String, value: String?)]) -> String {
        var bytes = keyBeginning(output)
        bytes.append(keyDimensions: dimensions)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What the keys of all series of an output begin with.
    private func keyBeginning(_ output: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(keyPart: plan.kpis[plan.outputs[output].kpi].id)
        bytes.append(UInt8(ascii: "|"))
        bytes.append(keyPart: plan.outputs[output].shape.text)
        bytes.append(UInt8(ascii: "|"))
        return bytes
    }

    /// Whether the target that an alert is of is still there, with windows of the same shape.
    func isOfTarget(_ change: AlertChange) -> Bool {
        plan.outputs.indices.contains { output in
            let kpi = plan.kpis[plan.outputs[output].kpi]
            return kpi.id == change.kpi && change.name == kpi.id && kpi.target != nil
                && change.key.utf8.starts(with: keyBeginning(output))
                && plan.dimensionNames(ofOutput: output) == change.dimensions.map(\.name)
        }
    }
}
