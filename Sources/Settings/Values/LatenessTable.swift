// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// Allowed lateness by window size: `{ 10s: 1m, 1h: 15m }`.
public struct LatenessTable: Sendable, Hashable {
    /// Allowed lateness of each listed window size.
    public var listed: [Duration: Duration]

    /// Makes a table of the listed sizes.
    public init(_ listed: [Duration: Duration]) {
        self.listed = listed
    }

    /// The lateness of a window size.
    ///
    /// It is the size's own, else that of the next smaller listed size, else that of the smallest
    /// listed one; zero of an empty table.
    ///
    /// - Complexity: O(n) in the listed sizes.
    public func lateness(for size: Duration) -> Duration {
        let nearest = listed.keys.filter { $0 <= size }.max() ?? listed.keys.min()
        return nearest.flatMap { listed[$0] } ?? .zero
    }
}

extension LatenessTable: SettingValue {
    static let typeName = "a mapping of window sizes to durations"
    static let isScalar = false

    init(node: YAMLNode) throws(ValueProblem) {
        let hint = "write { 10s: 1m, 1h: 15m }"
        guard case .mapping(let entries) = node.content, !entries.isEmpty else {
            throw ValueProblem(Self.typeName, node, hint: hint)
        }
        listed = [:]
        for entry in entries {
            let key = YAMLNode(.scalar(entry.key), at: entry.keyLocation)
            // A lateness is that of a length, however its windows advance.
            let size = try Window(node: key).length
            guard listed.updateValue(try Duration(node: entry.value), forKey: size) == nil else {
                throw ValueProblem("a mapping without a size twice", key, hint: "keep one of them")
            }
        }
    }

    var yaml: String {
        let pairs = listed.sorted { $0.key < $1.key }.map { "\($0.key.yaml): \($0.value.yaml)" }
        return "{" + pairs.joined(separator: ", ") + "}"
    }
}
