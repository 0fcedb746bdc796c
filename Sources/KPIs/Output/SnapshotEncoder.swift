// SPDX-License-Identifier: Apache-2.0

/// Writes snapshots as JSON, one object each, in the field order of the output topics.
///
/// The bytes depend on nothing but the arguments. The fields are described by `SnapshotSchema`.
/// Any thread.
public struct SnapshotEncoder: Sendable {
    /// What does not change from window to window of an output.
    private struct Frame {
        let head: [UInt8]
        let window: [UInt8]
        let additive: [UInt8]
        let target: [UInt8]
        let finality: Int64
    }

    private let frames: [Frame]
    private let sketchHead: [UInt8]

    /// Prepares the fixed parts of a plan's records.
    ///
    /// - Parameters:
    ///   - plan: The compiled definitions.
    ///   - application: Name of the application.
    ///   - generation: How often its state was started anew, from 1.
    ///   - keyFingerprint: Fingerprint of the identity key, without which sketches do not merge.
    public init(plan: Plan, application: String, generation: Int, keyFingerprint: String) {
        frames = plan.outputs.map { output in
            let kpi = plan.kpis[output.kpi]
            return Frame(
                head: Self.head(kpi, application: application, generation: generation),
                window: Self.window(output),
                additive: Self.additive(kpi),
                target: Self.target(kpi),
                finality: output.finality
            )
        }
        var head = [UInt8](#","sketch":{"kind":"hll","lgk":12,"key":"#.utf8)
        head.append(quoted: keyFingerprint)
        head.append(text: #","bytes":""#)
        sketchHead = head
    }

    /// Appends one snapshot, without a line end.
    ///
    /// - Parameters:
    ///   - snapshot: The snapshot.
    ///   - emitted: When it is produced, ms.
    ///   - bytes: The buffer.
    /// - Complexity: O(length of what is appended).
    public func append(_ snapshot: Snapshot, emitted: Int64, to bytes: inout [UInt8]) {
        let frame = frames[snapshot.output]
        bytes.append(contentsOf: frame.head)
        appendDimensions(snapshot, to: &bytes)
        bytes.append(contentsOf: frame.window)
        bytes.append(number: snapshot.start)
        bytes.append(text: #","end":"#)
        bytes.append(number: snapshot.end)
        bytes.append(text: #"},"kind":""#)
        bytes.append(text: snapshot.kind.rawValue)
        bytes.append(text: #"","revision":"#)
        bytes.append(number: Int64(snapshot.revision))
        bytes.append(text: #","final_at":"#)
        bytes.append(number: snapshot.end + frame.finality)
        appendValue(snapshot.value, additive: frame.additive, to: &bytes)
        appendPrevious(snapshot, to: &bytes)
        append(snapshot.target, frame.target, to: &bytes)
        bytes.append(text: #","complete":"#)
        bytes.append(bool: snapshot.isComplete)
        bytes.append(text: #","watermark":"#)
        if snapshot.watermark == .min {
            bytes.append(text: "null")
        } else {
            bytes.append(number: snapshot.watermark)
        }
        bytes.append(text: #","emitted":"#)
        bytes.append(number: emitted)
        appendOptionals(snapshot, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    private func appendDimensions(_ snapshot: Snapshot, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        for (position, dimension) in snapshot.dimensions.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(quoted: dimension.name)
            bytes.append(UInt8(ascii: ":"))
            bytes.append(quoted: WrittenValue.text(dimension.value))
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private func appendValue(_ value: KPIValue, additive: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(text: #","value":"#)
        bytes.append(number: value.value)
        bytes.append(text: #","num":"#)
        bytes.append(number: value.num)
        bytes.append(text: #","den":"#)
        bytes.append(number: value.den)
        bytes.append(text: #","n":"#)
        bytes.append(number: value.n)
        bytes.append(contentsOf: additive)
        bytes.append(text: #","lo":"#)
        bytes.append(number: value.lo)
        bytes.append(text: #","hi":"#)
        bytes.append(number: value.hi)
        bytes.append(text: #","bounds":"#)
        if let low = value.boundLow, let high = value.boundHigh {
            bytes.append(UInt8(ascii: "["))
            bytes.append(number: low)
            bytes.append(UInt8(ascii: ","))
            bytes.append(number: high)
            bytes.append(UInt8(ascii: "]"))
        } else {
            bytes.append(text: "null")
        }
        bytes.append(text: #","open":"#)
        bytes.append(number: value.open)
    }

    /// The window before, and how the value changed since: not for early values, which are those
    /// of a part of a window.
    private func appendPrevious(_ snapshot: Snapshot, to bytes: inout [UInt8]) {
        bytes.append(text: #","previous":"#)
        guard snapshot.hasPrevious else { return bytes.append(text: "null") }
        bytes.append(text: #"{"value":"#)
        bytes.append(number: snapshot.previous)
        if snapshot.kind != .early {
            let comparison = Comparison(of: snapshot.value.value, with: snapshot.previous)
            bytes.append(text: #","change":"#)
            bytes.append(number: comparison.change)
            bytes.append(text: #","growth":"#)
            bytes.append(number: comparison.growth)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private func append(
        _ standing: TargetStanding?,
        _ target: [UInt8],
        to bytes: inout [UInt8]
    ) {
        guard let standing else { return bytes.append(text: #","target":null"#) }
        bytes.append(contentsOf: target)
        bytes.append(text: standing.status.name)
        bytes.append(text: #"","since":"#)
        bytes.append(number: standing.since)
        bytes.append(UInt8(ascii: "}"))
    }

    private func appendOptionals(_ snapshot: Snapshot, to bytes: inout [UInt8]) {
        if let p50 = snapshot.value.p50, let p95 = snapshot.value.p95 {
            bytes.append(text: #","p50":"#)
            bytes.append(number: p50)
            bytes.append(text: #","p95":"#)
            bytes.append(number: p95)
        }
        if let closing = snapshot.closing {
            bytes.append(text: #","closed":"\#(closing.rawValue)""#)
        }
        if let gapUntil = snapshot.gapUntil {
            bytes.append(text: #","gap_until":"#)
            bytes.append(number: gapUntil)
        }
        if snapshot.isOverflow { bytes.append(text: #","overflow":true"#) }
        if let histogram = snapshot.histogram { append(histogram, to: &bytes) }
        if let top = snapshot.top { append(top, to: &bytes) }
        if let sketch = snapshot.sketch {
            bytes.append(contentsOf: sketchHead)
            bytes.append(base64: sketch)
            bytes.append(text: #""}"#)
        }
    }

    private func append(_ top: [TopValue], to bytes: inout [UInt8]) {
        bytes.append(text: #","top":["#)
        for (position, entry) in top.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(text: #"{"value":"#)
            bytes.append(quoted: WrittenValue.text(entry.value))
            bytes.append(text: #","count":"#)
            bytes.append(number: entry.count)
            bytes.append(text: #","low":"#)
            bytes.append(number: entry.low)
            bytes.append(text: #","high":"#)
            bytes.append(number: entry.count)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private func append(
        _ histogram: [(upperBound: Double, count: Int64)],
        to bytes: inout [UInt8]
    ) {
        bytes.append(text: #","histogram":["#)
        for (position, bucket) in histogram.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "["))
            bytes.append(number: bucket.upperBound)
            bytes.append(UInt8(ascii: ","))
            bytes.append(number: bucket.count)
            bytes.append(UInt8(ascii: "]"))
        }
        bytes.append(UInt8(ascii: "]"))
    }
}

extension SnapshotEncoder {
    private static func head(_ kpi: KPI, application: String, generation: Int) -> [UInt8] {
        var head = [UInt8](#"{"v":1,"application":"#.utf8)
        head.append(quoted: application)
        head.append(text: #","generation":\#(generation),"kpi":"#)
        head.append(quoted: kpi.id)
        head.append(text: #","definition":"#)
        head.append(quoted: kpi.definition)
        head.append(text: #","basis":"\#(kpi.basis.rawValue)","unit":"\#(kpi.unit.rawValue)""#)
        head.append(text: #","better":"\#(kpi.better.rawValue)","dims":"#)
        return head
    }

    private static func window(_ output: Plan.Output) -> [UInt8] {
        let (size, hop) = (output.shape.sizeText, output.shape.hopText)
        return [UInt8](#","window":{"size":"\#(size)","hop":"\#(hop)","start":"#.utf8)
    }

    private static func target(_ kpi: KPI) -> [UInt8] {
        guard let target = kpi.target else { return [] }
        var head = [UInt8](#","target":{"value":"#.utf8)
        head.append(number: target.value)
        head.append(text: #","status":""#)
        return head
    }

    private static func additive(_ kpi: KPI) -> [UInt8] {
        [UInt8](#","additive":{"num":\#(kpi.numIsAdditive),"den":\#(kpi.denIsAdditive)}"#.utf8)
    }
}
