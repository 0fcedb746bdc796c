// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// The keys of a mapping, known ones only.
struct KeyReader {
    private let what: String
    private let location: TextLocation
    private let entries: [YAMLNode.Entry]

    /// Reads a mapping; unknown keys are noted as errors and left out.
    init(
        _ node: YAMLNode,
        of what: String,
        keys: [String],
        _ errors: inout [TextError]
    ) throws(TextError) {
        guard case .mapping(let entries) = node.content else {
            throw TextError(
                message: "\(what) must be a mapping, not \(node.kind)",
                location: node.location,
                hint: "write keys and values: \(keys.joined(separator: ", "))"
            )
        }
        self.what = what
        self.entries = entries
        location = node.location
        for entry in entries where !keys.contains(entry.key) {
            let nearest = NearestName.to(entry.key, among: keys)
            errors.append(
                TextError(
                    message: "unknown key \(entry.key.quoted) of \(what)",
                    location: entry.keyLocation,
                    hint: "the nearest known key is `\(nearest)`"
                )
            )
        }
    }

    /// The value of a key, if it is there and not empty.
    subscript(_ key: String) -> YAMLNode? {
        guard let value = entries.first(where: { $0.key == key })?.value else { return nil }
        if case .null = value.content { return nil }
        return value
    }

    /// The value of a key that must be there.
    func required(_ key: String, _ example: String) throws(TextError) -> YAMLNode {
        guard let value = self[key] else {
            throw TextError(
                message: "\(what) has no `\(key)`",
                location: location,
                hint: "add it, \(example)"
            )
        }
        return value
    }

    /// The text of a key, if it is there.
    func text(_ key: String) throws(TextError) -> String? {
        guard let node = self[key] else { return nil }
        guard case .scalar(let text) = node.content else {
            throw TextError(
                message: "`\(key)` must be a text, not \(node.kind)",
                location: node.location,
                hint: "write it behind the colon"
            )
        }
        return text
    }

    /// The value that the text of a key stands for, if it is there.
    func word<Value>(_ key: String, _ known: [(String, Value)]) throws(TextError) -> Value? {
        guard let text = try text(key), let node = self[key] else { return nil }
        if let value = known.first(where: { $0.0 == text })?.1 { return value }
        let names = known.map(\.0)
        throw TextError(
            message: "`\(key)` must be one of \(names.joined(separator: ", ")), not \(text.quoted)",
            location: node.location,
            hint: "did you mean `\(NearestName.to(text, among: names))`?"
        )
    }

    /// The texts of a list, if it is there.
    func list(_ key: String) throws(TextError) -> [YAMLNode]? {
        guard let node = self[key] else { return nil }
        guard case .sequence(let items) = node.content else {
            throw TextError(
                message: "`\(key)` must be a list, not \(node.kind)",
                location: node.location,
                hint: "write [ … ], even for one entry"
            )
        }
        return items
    }
}
