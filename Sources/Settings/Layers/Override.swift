// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// One key set from outside the file: on the command line or by the environment.
struct Override: Sendable {
    /// The keys and indices on the way; the last of `kafka.…` keeps its dots.
    let components: [String]

    /// The value to set.
    private(set) var node: YAMLNode

    /// Reads `path=value` of the command line; bare text for a single value, else YAML.
    init(argument: String) throws(SettingsError) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(parts[0])
        let location = SettingsLocation.commandLine(path: path)
        guard parts.count == 2, !path.isEmpty else {
            throw SettingsError(
                message: "an override without `=` or without a key",
                location: location,
                hint: "write --set path=value, such as --set http.listen=127.0.0.1:9000"
            )
        }
        let text = String(parts[1])
        let isQuoted = text.hasPrefix("\"") || text.hasPrefix("'")
        try self.init(path: path, text: text, isBare: !isQuoted, location)
    }

    /// Takes the value of an environment variable; bare text for a single value, else YAML.
    init(path: String, variable: String, value: String) throws(SettingsError) {
        try self.init(path: path, text: value, isBare: true, .environment(name: variable))
    }

    private init(
        path: String,
        text: String,
        isBare: Bool,
        _ location: SettingsLocation
    ) throws(SettingsError) {
        let kafka = "kafka."
        let isProperty = path.hasPrefix(kafka)
        components =
            isProperty
            ? ["kafka", String(path.dropFirst(kafka.count))]
            : path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isScalar = isProperty || SettingsReference.byPath[path.template]?.isScalar == true
        if isScalar, isBare, !text.isEmpty {
            node = YAMLNode(.scalar(text), at: location)
        } else {
            var reader = try YAMLReader(Array(text.utf8), place: .override(location))
            let value = try reader.read()
            if let error = reader.errors.first { throw error }
            node = value
        }
    }

    /// The override with its value changed.
    func mapping(_ change: (YAMLNode) -> YAMLNode) -> Override {
        var copy = self
        copy.node = change(node)
        return copy
    }

    /// The tree with this key set.
    ///
    /// A section is merged key by key, everything else replaced; a secret replaces the name of
    /// its file and the other way round.
    func apply(to root: YAMLNode?) throws(SettingsError) -> YAMLNode {
        try set(components[...], in: root, template: "")
    }

    private func set(
        _ path: ArraySlice<String>,
        in old: YAMLNode?,
        template: String
    ) throws(SettingsError) -> YAMLNode {
        guard let key = path.first else { return merge(node, onto: old, template: template) }
        let rest = path.dropFirst()
        if key[...].isIndex, !template.isEmpty {
            return try set(entry: key, rest, in: old, template: template)
        }
        let inner = template.isEmpty ? key : "\(template).\(key)"
        var entries = old.entries
        entries.removeAll { $0.key == key.secretCounterpart }
        let index = entries.firstIndex { $0.key == key }
        let value = try set(rest, in: index.map { entries[$0].value }, template: inner)
        let entry = YAMLNode.Entry(key: key, keyLocation: node.location, value: value)
        if let index { entries[index] = entry } else { entries.append(entry) }
        return YAMLNode(.mapping(entries), at: old.placeIfMapping ?? node.location)
    }

    private func set(
        entry key: String,
        _ rest: ArraySlice<String>,
        in old: YAMLNode?,
        template: String
    ) throws(SettingsError) -> YAMLNode {
        var items: [YAMLNode] = []
        if case .sequence(let existing) = old?.content { items = existing }
        guard let index = Int(key), index <= items.count else {
            throw SettingsError(
                message: "the list has \(items.count) entries, none to set at \(key)",
                location: node.location,
                hint: "indices count from 0, and \(items.count) adds an entry"
            )
        }
        let item = index < items.count ? items[index] : nil
        let value = try set(rest, in: item, template: template + "[]")
        if index < items.count { items[index] = value } else { items.append(value) }
        return YAMLNode(.sequence(items), at: old?.location ?? node.location)
    }

    private func merge(_ new: YAMLNode, onto old: YAMLNode?, template: String) -> YAMLNode {
        let isSection = template == "kafka" || SettingsReference.sections.contains(template)
        guard isSection, case .mapping(let added) = new.content,
            case .mapping(var entries) = old?.content
        else { return new }
        for entry in added {
            let inner = "\(template).\(entry.key)"
            let former = entries.first { $0.key == entry.key }?.value
            let value = merge(entry.value, onto: former, template: inner)
            entries.removeAll { $0.key == entry.key || $0.key == entry.key.secretCounterpart }
            entries.append(.init(key: entry.key, keyLocation: entry.keyLocation, value: value))
        }
        return YAMLNode(.mapping(entries), at: new.location)
    }
}

extension YAMLNode? {
    fileprivate var entries: [YAMLNode.Entry] {
        guard case .mapping(let entries) = self?.content else { return [] }
        return entries
    }

    /// The place of a mapping; anything else gives way to what the override makes there.
    fileprivate var placeIfMapping: SettingsLocation? {
        guard case .mapping = self?.content else { return nil }
        return self?.location
    }
}

extension String {
    /// `key` for `key_file` and `key_file` for `key`.
    fileprivate var secretCounterpart: String {
        let suffix = KafkaProperty.fileSuffix
        return hasSuffix(suffix) ? String(dropLast(suffix.count)) : self + suffix
    }
}
