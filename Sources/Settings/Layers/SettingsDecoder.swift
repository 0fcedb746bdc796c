// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// Walks a tree with tables of keys, and collects values' places and every fault.
struct SettingsDecoder {
    /// Faults after which no further key is read.
    static let maximumErrors = 100

    /// The faults so far.
    var errors: [SettingsError] = []

    /// Where each key was written, by path with indices.
    private(set) var origins: [String: SettingsLocation] = [:]

    /// Reads a mapping into a root; its path is empty for the whole file.
    mutating func decode<Root>(
        _ node: YAMLNode,
        at path: String,
        _ table: SettingsTable<Root>,
        into root: inout Root
    ) {
        origins[path] = node.location
        decode(node, at: path, below: "", table, into: &root)
    }

    private mutating func decode<Root>(
        _ node: YAMLNode,
        at path: String,
        below section: String,
        _ table: SettingsTable<Root>,
        into root: inout Root
    ) {
        guard case .mapping(let entries) = node.content else {
            // A section whose keys are all commented out is an empty one.
            if case .null = node.content { return }
            let name = path.isEmpty ? "a settings file" : path.quoted
            fail("\(name) must be a mapping, not \(node.kind)", node, "write keys and values")
            return
        }
        for entry in entries where errors.count < Self.maximumErrors {
            let relative = section.isEmpty ? entry.key : "\(section).\(entry.key)"
            let full = path.isEmpty ? entry.key : "\(path).\(entry.key)"
            if let refusal = Availability.refusal(of: full, at: entry.keyLocation) {
                errors.append(refusal)
            } else if entry.key.contains(".") {
                errors.append(unknown(entry, full, section, table))
            } else if let key = table[path: relative] {
                origins[full] = entry.value.location
                key.read(entry.value, full, &root, &self)
            } else if table.sections.contains(relative) {
                origins[full] = entry.keyLocation
                decode(entry.value, at: full, below: relative, table, into: &root)
            } else {
                errors.append(unknown(entry, full, section, table))
            }
        }
    }

    /// The value of a key; nil, with the fault noted, when it is none or not in the range.
    mutating func value<Value: SettingValue & Comparable>(
        _ node: YAMLNode,
        _ path: String,
        in range: ClosedRange<Value>
    ) -> Value? {
        guard let value: Value = value(node, path) else { return nil }
        guard value >= range.lowerBound else {
            let least = range.lowerBound.yaml
            fail("\(path.quoted) must be at least \(least), not \(node.kind)", node, "raise it")
            return nil
        }
        guard value <= range.upperBound else {
            let most = range.upperBound.yaml
            fail("\(path.quoted) must be at most \(most), not \(node.kind)", node, "lower it")
            return nil
        }
        return value
    }

    /// The value of a key; nil, with the fault noted, when it is none of this version.
    mutating func value<Value: SettingValue>(
        _ node: YAMLNode,
        _ path: String,
        isSecret: Bool = false
    ) -> Value? {
        let place = node.location
        do {
            let value = try Value(node: node)
            let refusal = Availability.refusal(
                of: path,
                value: value.yaml,
                isValid: true,
                at: place
            )
            guard let refusal else { return value }
            errors.append(refusal)
        } catch {
            let refusal = Availability.refusal(
                of: path,
                value: node.text,
                isValid: false,
                at: place
            )
            errors.append(refusal ?? mistyped(path, error, isSecret: isSecret))
        }
        return nil
    }

    private func mistyped(
        _ path: String,
        _ problem: ValueProblem,
        isSecret: Bool
    ) -> SettingsError {
        let found = isSecret ? "" : ", not \(problem.found)"
        return SettingsError(
            message: "\(path.quoted) must be \(problem.expected)\(found)",
            location: problem.location,
            hint: problem.hint
        )
    }

    /// The entries of a list that must not be empty.
    mutating func items(_ node: YAMLNode, _ path: String) -> [YAMLNode]? {
        guard case .sequence(let items) = node.content else {
            fail("\(path.quoted) must be a list, not \(node.kind)", node, "write `- ` entries")
            return nil
        }
        guard !items.isEmpty else {
            fail("\(path.quoted) is an empty list", node, "add an entry or remove the key")
            return nil
        }
        return items
    }

    /// The properties of `kafka`, sorted by name; `…_file` values are read from their files.
    mutating func kafkaProperties(_ node: YAMLNode) -> [KafkaProperty] {
        guard case .mapping(let entries) = node.content else {
            if case .null = node.content { return [] }
            fail("`kafka` must be a mapping, not \(node.kind)", node, "write properties and values")
            return []
        }
        var properties: [String: KafkaProperty] = [:]
        for entry in entries {
            origins["kafka.\(entry.key)"] = entry.value.location
            guard case .scalar(let text) = entry.value.content else {
                fail(
                    "\("kafka.\(entry.key)".quoted) must be a text or a number,"
                        + " not \(entry.value.kind)",
                    entry.value,
                    "write the property by its whole name, such as `bootstrap.servers: HOST:9092`"
                )
                continue
            }
            var property = KafkaProperty(name: entry.key, value: text)
            if entry.key.hasSuffix(KafkaProperty.fileSuffix) {
                let name = String(entry.key.dropLast(KafkaProperty.fileSuffix.count))
                let secret = secret(inFile: text, for: "kafka.\(entry.key)", entry.value)
                property = KafkaProperty(name: name, value: secret ?? "", isSecret: true)
            }
            if properties.updateValue(property, forKey: property.name) != nil {
                let both = "`\(property.name)` and `\(property.name)\(KafkaProperty.fileSuffix)`"
                fail("`kafka` has both \(both)", entry.value, "keep one of them")
            }
        }
        return properties.values.sorted { $0.name < $1.name }
    }

    /// What a secret's file holds, without its final line end; nil with the fault noted.
    mutating func secret(inFile file: String, for path: String, _ node: YAMLNode) -> String? {
        do {
            return try SettingsFile.secret(file)
        } catch {
            let message = "\(path.quoted): cannot read \(file.quoted): \(error.reason)"
            fail(message, node, "check the path and its permissions")
            return nil
        }
    }

    /// Notes a fault of a node.
    mutating func fail(_ message: String, _ node: YAMLNode, _ hint: String) {
        errors.append(SettingsError(message: message, location: node.location, hint: hint))
    }

    private func unknown<Root>(
        _ entry: YAMLNode.Entry,
        _ full: String,
        _ section: String,
        _ table: SettingsTable<Root>
    ) -> SettingsError {
        SettingsError(
            message: "unknown key \(full.quoted)",
            location: entry.keyLocation,
            hint: suggestion(for: entry.key, full, section, table)
        )
    }

    /// The key of the same mapping that is nearest, unless another mapping has this very key.
    private func suggestion<Root>(
        for key: String,
        _ full: String,
        _ section: String,
        _ table: SettingsTable<Root>
    ) -> String {
        let outer = full.dropLast(key.count)
        if table[path: section.isEmpty ? key : "\(section).\(key)"] != nil {
            let parts = key.split(separator: ".", maxSplits: 1)
            return "write `\(parts[1])` as a key of its own below `\(outer)\(parts[0])`"
        }
        let siblings = table.names(below: section)
        let nearest = NearestKey.nearest(to: key, among: siblings) ?? ""
        let elsewhere = table.keys.first { $0.path.hasSuffix(".\(key)") }
        if let elsewhere, NearestKey.distance(key, nearest) > 2 {
            return "the nearest known key is `\(elsewhere.path)`"
        }
        return "the nearest known key is `\(outer)\(nearest)`"
    }
}
