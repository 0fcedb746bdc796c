// SPDX-License-Identifier: Apache-2.0

/// A value of a YAML text with the place where it was written.
public struct YAMLNode: Sendable {
    /// One pair of a mapping; keys are text and differ from each other.
    public struct Entry: Sendable {
        /// The text of the key.
        public let key: String
        /// Where the key stands.
        public let keyLocation: TextLocation
        /// What it maps to.
        public var value: YAMLNode

        /// A pair.
        public init(key: String, keyLocation: TextLocation, value: YAMLNode) {
            self.key = key
            self.keyLocation = keyLocation
            self.value = value
        }
    }

    /// What a node holds.
    public enum Content: Sendable {
        /// An empty value, `~` or `null`.
        case null
        /// A text, whatever it may mean.
        case scalar(String)
        /// A list.
        case sequence([YAMLNode])
        /// Keys and values in the order of writing.
        case mapping([Entry])
    }

    /// What it holds.
    public var content: Content
    /// Where it begins.
    public let location: TextLocation

    /// Nodes of this tree with every alias counted as often as it is used.
    public let count: Int

    /// A node.
    public init(_ content: Content, at location: TextLocation, count: Int = 1) {
        self.content = content
        self.location = location
        self.count = count
    }

    /// What the node is, for an error.
    public var kind: String {
        switch content {
        case .null: "an empty value"
        case .scalar(let text): text.isEmpty ? "an empty text" : text.quoted
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// The text of a scalar; empty for anything else.
    public var text: String {
        guard case .scalar(let text) = content else { return "" }
        return text
    }
}
