// SPDX-License-Identifier: Apache-2.0

/// How much of the state is of one kind.
public struct StateShare: Sendable, Equatable {
    /// What it holds.
    public let kind: StateKind
    /// How many parts there are.
    public let parts: Int
    /// Their bytes.
    public let bytes: Int
    /// Their bytes where they are compressed as in a record.
    public let compressedBytes: Int
}

extension StateImage {
    /// The kinds that have parts, in the order of their numbers.
    ///
    /// - Complexity: O(bytes), compressed.
    public func shares() -> [StateShare] {
        StateKind.allCases.compactMap { kind in
            let sections = parts.keys.filter { $0.kind == kind }.sorted()
            let contents = sections.flatMap { section in
                (parts[section] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
            }
            guard !contents.isEmpty else { return nil }
            let bytes = Array(contents.joined())
            return StateShare(
                kind: kind,
                parts: contents.count,
                bytes: bytes.count,
                compressedBytes: StateRecord.compressedSize(of: bytes)
            )
        }
    }
}

extension StateRecord {
    /// How many bytes a content takes in records, without their headers.
    static func compressedSize(of content: [UInt8]) -> Int {
        stride(from: 0, to: content.count, by: contentLimit).reduce(0) { sum, begin in
            let chunk = content[begin..<min(content.count, begin + contentLimit)]
            return sum + ZstdFrame.compress(chunk, level: level).count
        }
    }
}
