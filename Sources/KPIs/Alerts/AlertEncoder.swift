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
    ///   - snapshot: the window that turned it; its target says how the series stands now.
    ///   - old: how severe the alert was; nil: it did not fire.
    ///   - emitted: when it is produced, ms.
    /// - Returns: nil where neither status is worth an alert, or both the same.
    public func change(
        _ snapshot: Snapshot,
        from old: AlertChange.Severity?,
        emitted: Int64
    ) -> AlertChange? {
        guard let target = snapshot.target else { return nil }
        let new = AlertChange.Severity(target.status)
        guard old != new, let severity = new ?? old else { return nil }
        let kpi = plan.kpis[snapshot.kpi]
        let shape = plan.outputs[snapshot.output].shape
        let dimensions = snapshot.dimensions.map { ($0.name, WrittenValue.text($0.value)) }
        let status: AlertChange.Status = new == nil ? .resolved : .firing
        var json = JSONWriter()
        json.object { json in
            json.field("v", 1)
            json.field("name", kpi.id)
            json.field("status", status.rawValue)
            json.field("severity", severity.rawValue)
            json.field("kpi", kpi.id)
            json.field(dimensions: dimensions)
            json.field("window") { json in
                json.object { json in
                    json.field("size", shape.sizeText)
                    json.field("hop", shape.hopText)
                    json.field("start", snapshot.start)
                    json.field("end", snapshot.end)
                }
            }
            json.field("value", snapshot.value.value)
            json.field("target") { json in
                json.object { json in
                    json.field("value", kpi.target?.value)
                    json.field("status", target.status.name)
                    json.field("since", target.since)
                }
            }
            json.field("since", target.since)
            json.field("snapshot") { json in
                var bytes: [UInt8] = []
                snapshots.append(snapshot, emitted: emitted, to: &bytes)
                json.value(json: bytes)
            }
        }
        return AlertChange(
            name: kpi.id,
            status: status,
            severity: severity,
            kpi: kpi.id,
            dimensions: dimensions,
            window: shape.sizeText,
            since: target.since,
            key: key(of: snapshot),
            json: json.bytes
        )
    }

    /// The key of the alert of a snapshot's series.
    public func key(of snapshot: Snapshot) -> String { key(snapshot.output, snapshot.dimensions) }

    /// The key of the alert of a series of an output.
    func key(_ output: Int, _ dimensions: [(name: String, value: String?)]) -> String {
        var bytes: [UInt8] = []
        bytes.append(keyPart: plan.kpis[plan.outputs[output].kpi].id)
        bytes.append(UInt8(ascii: "|"))
        bytes.append(keyPart: plan.outputs[output].shape.text)
        bytes.append(UInt8(ascii: "|"))
        bytes.append(keyDimensions: dimensions)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether the target that an alert is of is still there.
    func isOfTarget(_ change: AlertChange) -> Bool {
        plan.outputs.indices.contains { output in
            let kpi = plan.kpis[plan.outputs[output].kpi]
            return kpi.id == change.kpi && change.name == kpi.id && kpi.target != nil
                && plan.outputs[output].shape.sizeText == change.window
                && plan.dimensionNames(ofOutput: output) == change.dimensions.map(\.name)
        }
    }
}
