// SPDX-License-Identifier: Apache-2.0

/// Writes the keys of snapshot records: `application|kpi|definition|window|dim=value,…|start`.
///
/// `|`, `,`, `=`, `%` and control characters inside a part are written `%XX`. Two snapshots of one
/// series differ only behind the last `|`: what stands before it decides the partition.
public struct SnapshotKey: Sendable {
    private let prefixes: [[UInt8]]

    /// Prepares the keys of a plan's outputs.
    public init(plan: Plan, application: String) {
        prefixes = plan.outputs.map { output in
            let kpi = plan.kpis[output.kpi]
            var prefix: [UInt8] = []
            for part in [application, kpi.id, kpi.definition, output.shape.sizeText] {
                prefix.append(keyPart: part)
                prefix.append(UInt8(ascii: "|"))
            }
            return prefix
        }
    }

    /// Appends the key without its start: the same for all windows of a series.
    ///
    /// - Parameters:
    ///   - output: Position in `Plan.outputs`.
    ///   - dimensions: Sorted by name; a value of nil is the overflow.
    ///   - bytes: The buffer.
    public func appendPartitionKey(
        output: Int,
        dimensions: [(name: String, value: String?)],
        to bytes: inout [UInt8]
    ) {
        bytes.append(contentsOf: prefixes[output])
        bytes.append(keyDimensions: dimensions)
    }

    /// Appends what a key has after its partition key.
    public func append(start: Int64, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "|"))
        bytes.append(number: start)
    }

    /// Appends the whole key of a snapshot.
    public func append(_ snapshot: Snapshot, to bytes: inout [UInt8]) {
        appendPartitionKey(output: snapshot.output, dimensions: snapshot.dimensions, to: &bytes)
        append(start: snapshot.start, to: &bytes)
    }
}

extension [UInt8] {
    /// Appends dimensions as keys have them: `dim=value,…`; a value of nil is the overflow.
    mutating func append(keyDimensions dimensions: [(name: String, value: String?)]) {
        for (position, dimension) in dimensions.enumerated() {
            if position > 0 { append(UInt8(ascii: ",")) }
            append(keyPart: dimension.name)
            append(UInt8(ascii: "="))
            switch dimension.value {
            case nil: append(text: WrittenValue.overflow)
            case WrittenValue.overflow: append(text: WrittenValue.text(WrittenValue.overflow))
            case let value?: append(keyPart: value)
            }
        }
    }

    /// Appends a part of a key with its separators escaped.
    mutating func append(keyPart text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "|"), UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "%"),
                0..<0x20, 0x7F:
                append(UInt8(ascii: "%"))
                append(hexadecimal: byte)
            default: append(byte)
            }
        }
    }
}
