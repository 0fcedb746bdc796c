// SPDX-License-Identifier: Apache-2.0

/// One property for the Kafka client; a secret one never prints its value.
public struct KafkaProperty: Sendable, Hashable {
    /// The client's own name for it, such as `bootstrap.servers`.
    public var name: String

    /// The value; for `…_file` keys what the file holds.
    public var value: String

    /// Whether the value must not be shown.
    public var isSecret: Bool

    /// Makes a property; names known to hold secrets are marked.
    public init(name: String, value: String) {
        self.init(name: name, value: value, isSecret: Self.secrets.contains(name))
    }

    init(name: String, value: String, isSecret: Bool) {
        self.name = name
        self.value = value
        self.isSecret = isSecret
    }

    /// Properties of the client whose values are secrets.
    static let secrets: Set = [
        "sasl.password", "ssl.key.password", "ssl.key.pem", "ssl.keystore.password",
        "sasl.oauthbearer.config", "sasl.oauthbearer.client.secret",
    ]

    /// The ending by which a key names a file that holds the value.
    static let fileSuffix = "_file"
}

extension KafkaProperty: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `name=value`, a secret value masked.
    public var description: String { "\(name)=\(shownValue)" }

    /// The same as `description`.
    public var debugDescription: String { description }

    /// Name and shown value, so that `dump` reveals no secret.
    public var customMirror: Mirror { Mirror(self, children: ["property": description]) }

    /// The value, or the mask of a secret.
    var shownValue: String { isSecret ? Settings.mask : value }
}

extension KafkaProperty {
    /// What differs between two lists of properties, by name.
    static func changes(from old: [KafkaProperty], to new: [KafkaProperty]) -> [SettingsChange] {
        let names = Set((old + new).map(\.name)).sorted()
        return names.compactMap { name in
            let (before, after) = (old.last { $0.name == name }, new.last { $0.name == name })
            guard before?.value != after?.value else { return nil }
            return SettingsChange(
                path: "kafka.\(name)",
                old: before?.shownValue.yaml ?? "",
                new: after?.shownValue.yaml ?? ""
            )
        }
    }
}
