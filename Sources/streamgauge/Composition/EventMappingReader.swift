// SPDX-License-Identifier: Apache-2.0

import Events
import Settings
import YAMLText

/// Reads what an input of the settings adds to its format, and notes every fault with its place.
struct EventMappingReader {
    /// The input's path, for messages.
    let path: String
    /// The faults so far.
    private(set) var errors: [SettingsError] = []

    init(path: String) { self.path = path }

    /// What an input adds; nil: nothing, or it has faults.
    mutating func mapping(of input: Settings.Input) -> EventMapping? {
        let types = types(input.types)
        guard input.format == .mapped else {
            return errors.isEmpty && !types.isEmpty ? EventMapping(types: types) : nil
        }
        guard let written = input.fields else { return nil }
        let layout: EventMapping.Layout = input.layout == .query ? .query : .json
        let fields = fields(written, layout)
        let constants = constants(input.constants)
        guard errors.isEmpty else { return nil }
        do throws(EventMapping.Fault) {
            return try EventMapping(
                fields: fields,
                constants: constants,
                layout: layout,
                timeUnit: TimeUnit(input.timeUnit ?? .rfc3339),
                types: types
            )
        } catch {
            fail("`\(path).fields` \(error.sentence)", written.node, error.hint)
            return nil
        }
    }

    private mutating func fields(
        _ written: WrittenMapping,
        _ layout: EventMapping.Layout
    ) -> [(field: MappedField, paths: [String])] {
        var fields: [(field: MappedField, paths: [String])] = []
        for entry in written.entries {
            guard let field = field(entry, in: "fields") else { continue }
            let name = "\(path).fields.\(entry.key)"
            var paths: [String] = []
            for node in entry.value.items {
                guard case .scalar(let text) = node.content else {
                    fail("`\(name)` must be a path or a list of them, not \(node.kind)", node)
                    continue
                }
                if let problem = EventMapping.problem(ofPath: text, in: layout) {
                    fail("`\(name)`: the path \(text.quoted) \(problem)", node)
                }
                paths.append(text)
            }
            if entry.value.items.isEmpty { fail("`\(name)` is an empty list", entry.value) }
            fields.append((field, paths))
        }
        return fields
    }

    private mutating func constants(
        _ written: WrittenMapping?
    ) -> [(field: MappedField, text: String)] {
        var constants: [(field: MappedField, text: String)] = []
        for entry in written?.entries ?? [] {
            guard let field = field(entry, in: "constants") else { continue }
            let name = "\(path).constants.\(entry.key)"
            guard field.takesConstant else {
                let hint = "name its path under `fields`"
                fail("`\(name)` cannot be one and the same in all events", at: entry, hint)
                continue
            }
            let text = entry.value.text
            if let demand = field.demand(ofConstant: text) {
                let nearest = NearestWord.to(text, among: field.words)
                fail(
                    "`\(name)` must be \(demand), not \(entry.value.kind)",
                    entry.value,
                    nearest.map { "did you mean `\($0)`?" } ?? "change it, or remove it"
                )
            }
            constants.append((field, text))
        }
        return constants
    }

    private mutating func types(
        _ written: WrittenMapping?
    ) -> [(name: String, meaning: EventMeaning)] {
        guard let written else { return [] }
        if written.entries.count > EventMapping.nameLimit {
            let most = "at most \(EventMapping.nameLimit)"
            fail(
                "`\(path).types` has \(written.entries.count) names, and may have \(most)",
                written.node,
                "remove some"
            )
        }
        var types: [(name: String, meaning: EventMeaning)] = []
        for entry in written.entries {
            if let meaning = meaning(entry.value) { types.append((entry.key, meaning)) }
        }
        return types
    }

    /// What a native type, or one with a subtype behind a slash, means.
    private mutating func meaning(_ node: YAMLNode) -> EventMeaning? {
        guard case .scalar(let text) = node.content else {
            let hint = "write a native type, such as `conversion` or `message_opened/machine`"
            fail("`\(path).types`: a meaning must be a text, not \(node.kind)", node, hint)
            return nil
        }
        let words = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            .map(String.init)
        let known = [("type", EventMeaning.typeNames), ("subtype", EventMeaning.subtypeNames)]
        for (word, (kind, names)) in zip(words, known) where !names.contains(word) {
            let nearest = NearestWord.to(word, among: names) ?? ""
            fail(
                "`\(path).types`: the native event has no \(kind) \(word.quoted)",
                node,
                "did you mean `\(nearest)`?"
            )
            return nil
        }
        return EventMeaning(type: words[0], subtype: words.count > 1 ? words[1] : nil)
    }

    private mutating func field(_ entry: YAMLNode.Entry, in key: String) -> MappedField? {
        if let field = MappedField(name: entry.key) { return field }
        let nearest = NearestWord.to(entry.key, among: MappedField.all.map(\.name)) ?? ""
        fail(
            "`\(path).\(key)`: the native event has no field \(entry.key.quoted)",
            at: entry,
            "did you mean `\(nearest)`?"
        )
        return nil
    }

    private mutating func fail(_ message: String, at entry: YAMLNode.Entry, _ hint: String) {
        errors.append(SettingsError(message: message, location: entry.keyLocation, hint: hint))
    }

    private mutating func fail(
        _ message: String,
        _ node: YAMLNode,
        _ hint: String = "write names of members with dots between, such as `user.id`"
    ) {
        errors.append(SettingsError(message: message, location: node.location, hint: hint))
    }
}

extension WrittenMapping {
    fileprivate var entries: [YAMLNode.Entry] {
        if case .mapping(let entries) = node.content { entries } else { [] }
    }
}

extension YAMLNode {
    /// The items of a list; of anything else, itself.
    fileprivate var items: [YAMLNode] {
        if case .sequence(let items) = content { items } else { [self] }
    }
}
