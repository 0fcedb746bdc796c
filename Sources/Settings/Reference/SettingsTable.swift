// SPDX-License-Identifier: Apache-2.0

/// The keys of one kind of mapping, found by path.
struct SettingsTable<Root: Sendable>: Sendable {
    /// The rows in the order of the reference.
    let keys: [SettingsKey<Root>]

    /// Paths that only hold other keys, such as `http`.
    let sections: Set<String>

    private let index: [String: Int]

    init(_ keys: [SettingsKey<Root>]) {
        self.keys = keys
        sections = Set(keys.flatMap { $0.path.enclosingPaths })
        index = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1.path, $0) })
    }

    /// The row of a path.
    subscript(path path: String) -> SettingsKey<Root>? {
        index[path].map { keys[$0] }
    }

    /// The keys that may be written directly in a section; an empty text is the root.
    func names(below section: String) -> [String] {
        let prefix = section.isEmpty ? "" : section + "."
        let paths = keys.map(\.path).filter { $0.hasPrefix(prefix) }
        return paths.compactMap { $0.dropFirst(prefix.count).split(separator: ".").first }
            .map(String.init)
    }

    /// The rows as the reference shows them, below a path that ends in `[]` or is empty.
    func entries(below parent: String) -> [SettingsReference.Entry] {
        keys.flatMap { key in
            let path = parent.isEmpty ? key.path : "\(parent).\(key.path)"
            let entry = SettingsReference.Entry(
                path: path,
                type: key.type,
                documentation: key.documentation,
                example: key.example,
                isScalar: key.isScalar,
                isSecret: key.isSecret
            )
            return [entry] + key.entries
        }
    }

    /// What differs between two mappings, each key by itself; `path` is theirs, empty for the root.
    func changes(from old: Root, to new: Root, at path: String) -> [SettingsChange] {
        keys.flatMap { key in
            let path = path.isEmpty ? key.path : "\(path).\(key.path)"
            if let changes = key.changes { return changes(old, new, path) }
            let (before, after) = (key.yaml(old), key.yaml(new))
            return before == after ? [] : [SettingsChange(path: path, old: before, new: after)]
        }
    }

    /// What differs between two lists of mappings; where entries came or went, those alone.
    func changes(from old: [Root], to new: [Root], at path: String) -> [SettingsChange] {
        guard old.count != new.count else {
            return zip(old, new).enumerated().flatMap { index, pair in
                changes(from: pair.0, to: pair.1, at: "\(path).\(index)")
            }
        }
        func shown(_ roots: [Root], missingIn others: [Root]) -> String {
            let missing = roots.filter { root in
                others.allSatisfy { !changes(from: root, to: $0, at: "").isEmpty }
            }
            return flowYAML(list: missing, masksSecrets: true)
        }
        let (gone, come) = (shown(old, missingIn: new), shown(new, missingIn: old))
        return [SettingsChange(path: path, old: gone, new: come)]
    }

    /// A list of mappings in flow style; empty when there is none.
    func flowYAML(list roots: [Root], masksSecrets: Bool = false) -> String {
        let items = roots.map { "{" + flowYAML($0, masksSecrets: masksSecrets) + "}" }
        return items.isEmpty ? "" : "[" + items.joined(separator: ", ") + "]"
    }

    /// The values that are set, as the inside of a YAML mapping in flow style; flat tables only.
    func flowYAML(_ root: Root, masksSecrets: Bool = false) -> String {
        keys.map { ($0.path, masksSecrets ? $0.shown(root) : $0.yaml(root)) }
            .filter { !$0.1.isEmpty && $0.1 != "[]" }
            .map { "\($0.0): \($0.1)" }
            .joined(separator: ", ")
    }
}

extension String {
    /// The paths around a dotted path, outermost first: `a` and `a.b` of `a.b.c`.
    var enclosingPaths: [String] {
        indices.filter { self[$0] == "." }.map { String(self[..<$0]) }
    }
}
