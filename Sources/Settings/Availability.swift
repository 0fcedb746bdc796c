// SPDX-License-Identifier: Apache-2.0

import YAMLText

/// What the settings will offer but this version does not; a later version deletes lines here.
enum Availability {
    /// Keys that are refused.
    static let keys = [
        "state.shards"
    ]

    /// Keys of which only some values are accepted.
    static let values = [
        Limited("threads.ingest", only: ["1"]),
        Limited("threads.aggregate", only: ["0", "1"]),
    ]

    /// A key of which only some values are accepted.
    struct Limited: Sendable {
        let path: String
        let only: [String]

        init(_ path: String, only: [String]) {
            self.path = path
            self.only = only
        }
    }

    /// The error for a key that is not available, or nil.
    static func refusal(of path: String, at location: SettingsLocation) -> SettingsError? {
        guard keys.contains(path.template) else { return nil }
        return SettingsError(
            message: "\(path.quoted) is not available in this version",
            location: location,
            hint: "remove it"
        )
    }

    /// The error for a value that is not available, or nil.
    ///
    /// A value that is not of the key's type is refused elsewhere.
    static func refusal(
        of path: String,
        value: String,
        isValid: Bool,
        at location: SettingsLocation
    ) -> SettingsError? {
        guard let rule = values.first(where: { $0.path == path.template }),
            !rule.only.contains(value), isValid
        else { return nil }
        return SettingsError(
            message: "\("\(path): \(value)".quoted) is not available in this version",
            location: location,
            hint: "use \(rule.only.joined(separator: " or "))"
        )
    }
}

extension String {
    /// A path with `[]` for its indices, so that `kpis.0.by` becomes `kpis[].by`.
    ///
    /// Kafka's names stay as they are.
    var template: String {
        guard !hasPrefix("kafka.") else { return self }
        var result = ""
        for component in split(separator: ".", omittingEmptySubsequences: false) {
            if component.isIndex {
                result += "[]"
            } else {
                result += (result.isEmpty ? "" : ".") + component
            }
        }
        return result
    }
}

extension Substring {
    /// Whether the text is digits only.
    var isIndex: Bool {
        !isEmpty && utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }
}
