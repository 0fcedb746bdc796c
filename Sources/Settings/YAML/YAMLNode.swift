// SPDX-License-Identifier: Apache-2.0

/// A value of a YAML text with the place where it was written.
struct YAMLNode: Sendable {
    /// One pair of a mapping; keys are text and differ from each other.
    struct Entry: Sendable {
        let key: String
        let keyLocation: SettingsLocation
        var value: YAMLNode
    }

    /// What a node holds.
    enum Content: Sendable {
        case null
        case scalar(String)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    var content: Content
    let location: SettingsLocation

    /// Nodes of this tree with every alias counted as often as it is used.
    let count: Int

    init(_ content: Content, at location: SettingsLocation, count: Int = 1) {
        self.content = content
        self.location = location
        self.count = count
    }

    /// What the node is, for an error.
    var kind: String {
        switch content {
        case .null: "an empty value"
        case .scalar(let text): text.isEmpty ? "an empty text" : text.quoted
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// The text of a scalar; empty for anything else.
    var text: String {
        guard case .scalar(let text) = content else { return "" }
        return text
    }
}
