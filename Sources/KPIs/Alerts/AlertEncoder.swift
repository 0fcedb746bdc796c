// SPDX-License-Identifier: Apache-2.0

/// Makes alerts of statuses that turned, with the snapshot that turned them.
///
/// The bytes depend on nothing but the arguments. Any thread.
public struct AlertEncoder: Sendable {
    private let plan: Plan
    private let snapshots: SnapshotEncoder

    /// Prepares the fixed parts of a plan's records.
    ///
    /// - Parameters:
    ///   - plan: the compiled definitions.
    ///   - application: name of the application.
    ///   - generation: how often its state was started anew, from 1.
    ///   - keyFingerprint: fingerprint of the identity key.
    public init(plan: Plan, application: String, generation: Int, keyFingerprint: String) {
        self.plan = plan
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
    ///   - before: how it stood; nil: it had not been read.
    ///   - emitted: when it is produced, ms.
    /// - Returns: nil where neither status is worth an alert, or both the same.
    public func change(
        _ snapshot: Snapshot,
        before: TargetStatus?,
        emitted: Int64
    ) -> AlertChange? {
        guard let target = snapshot.target else { return nil }
        let (old, new) = (
            before.flatMap(AlertChange.Severity.init), AlertChange.Severity(target.status)
        )
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
            json.field("dims") { json in
                json.object { json in
                    for (name, value) in dimensions { json.field(name, value) }
                }
            }
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
            key: Self.key(kpi.id, shape.text, dimensions),
            json: json.bytes
        )
    }

    private static func key(
        _ kpi: String,
        _ window: String,
        _ dimensions: [(name: String, value: String)]
    ) -> String {
        var bytes: [UInt8] = []
        bytes.append(keyPart: kpi)
        bytes.append(UInt8(ascii: "|"))
        bytes.append(keyPart: window)
        bytes.append(UInt8(ascii: "|"))
        for (position, dimension) in dimensions.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(keyPart: dimension.name)
            bytes.append(UInt8(ascii: "="))
            bytes.append(keyPart: dimension.value)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
