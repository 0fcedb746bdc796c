// SPDX-License-Identifier: Apache-2.0

public import YAMLText

extension TargetDraft {
    /// The keys of a target, as they are written.
    public static let keys = ["value", "direction", "warn", "breach", "hold", "min_sample"]

    /// Reads a target as settings, definitions and tests write it.
    ///
    /// - Parameter node: A mapping.
    /// - Throws: The first fault, with its place and what to do.
    public init(_ node: YAMLNode) throws(TextError) {
        var errors: [TextError] = []
        let entry = try KeyReader(node, of: "a target", keys: Self.keys, &errors)
        if let first = errors.first { throw first }
        self.init(value: try Self.number("value", entry.required("value", "such as `value: 0.03`")))
        direction = try entry.word("direction", Direction.allCases.map { ($0.rawValue, $0) })
        warn = try entry["warn"].map { limits throws(TextError) in try Self.limits("warn", limits) }
        breach = try entry["breach"].map { limits throws(TextError) in
            try Self.limits("breach", limits)
        }
        if let node = entry["hold"] {
            guard let count = Int(node.text), 1...TargetState.longestHold ~= count else {
                throw TextError(
                    message: "`hold` must be 1 to \(TargetState.longestHold), not \(node.kind)",
                    location: node.location,
                    hint: "write how many windows in a row turn the status"
                )
            }
            hold = count
        }
        if let node = entry["min_sample"] {
            minimumSample = try Self.number("min_sample", node)
        }
        location = node.location
    }

    private static func limits(_ key: String, _ node: YAMLNode) throws(TextError) -> [Double] {
        guard case .sequence(let items) = node.content else { return [try number(key, node)] }
        guard items.count == 2 else {
            throw TextError(
                message: "`\(key)` has \(items.count) limits",
                location: node.location,
                hint: "write one number, or [low, high] for a range"
            )
        }
        return [try number(key, items[0]), try number(key, items[1])]
    }

    private static func number(_ key: String, _ node: YAMLNode) throws(TextError) -> Double {
        if let number = Double(node.text), number.isFinite { return number }
        throw TextError(
            message: "`\(key)` of a target must be a number, not \(node.kind)",
            location: node.location,
            hint: "write it with digits and a point, in the KPI's unit"
        )
    }
}
