// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// Finds the keys that environment variables set: `STREAMGAUGE_HTTP_LISTEN` is `http.listen`.
enum EnvironmentNames {
    private static let prefix = "STREAMGAUGE_"
    private static let kafkaPrefix = prefix + "KAFKA_"

    /// Paths by variable; `_` may stand for a dot or for itself, so known keys decide.
    private static let paths: [String: String] = {
        let paths = SettingsReference.entries.map(\.path) + Availability.keys
        return Dictionary(paths.map { (name(of: $0), $0) }) { first, _ in first }
    }()

    /// The variable of a key.
    static func name(of path: String) -> String {
        let dotted = path.replacing("[]", with: ".[]")
        return prefix + dotted.uppercased().replacing(".", with: "_")
    }

    /// The overrides in an environment, sorted by name, and the faults of names and values.
    static func overrides(
        in environment: [String: String]
    ) -> (overrides: [Override], errors: [SettingsError]) {
        var (overrides, errors) = ([Override](), [SettingsError]())
        for (name, value) in environment.sorted(by: { $0.key < $1.key })
        where name.hasPrefix(prefix) && !isServiceLink(name) {
            do {
                let path = try path(of: name)
                overrides.append(try Override(path: path, variable: name, value: value))
            } catch {
                errors.append(error)
            }
        }
        return (overrides, errors)
    }

    /// The path a variable sets.
    static func path(of name: String) throws(SettingsError) -> String {
        if name.hasPrefix(kafkaPrefix) {
            let property = name.dropFirst(kafkaPrefix.count).lowercased().replacing("_", with: ".")
            let file = ".file"
            guard property.hasSuffix(file) else { return "kafka.\(property)" }
            return "kafka.\(property.dropLast(file.count))\(KafkaProperty.fileSuffix)"
        }
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        let indices = parts.filter(\.isIndex)
        let template = parts.map { $0.isIndex ? "[]" : $0 }.joined(separator: "_")
        guard var path = paths[template] else {
            let known = paths.keys.sorted()
            let nearest = NearestKey.nearest(to: name, among: known) ?? ""
            throw SettingsError(
                message: "no key has this variable",
                location: .environment(name: name),
                hint: "unset it; the nearest known variable is `\(nearest)`"
            )
        }
        for index in indices {
            guard let place = path.firstRange(of: "[]") else { break }
            path.replaceSubrange(place, with: ".\(index)")
        }
        return path
    }

    /// Whether Kubernetes set the variable for a service that is named streamgauge or
    /// streamgauge-…: `_SERVICE_HOST`, `_SERVICE_PORT…`, `_PORT`, `_PORT_8080_TCP…`.
    private static func isServiceLink(_ name: String) -> Bool {
        name.contains(#/_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP|SCTP)(_\w+)?)?)$/#)
    }
}
