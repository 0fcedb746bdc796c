// SPDX-License-Identifier: Apache-2.0

/// One key whose value differs between two settings.
public struct SettingsChange: Sendable, Hashable {
    /// The key with indices: `log.level`, `kpis.0.target`.
    ///
    /// Where entries of a list came or went, it is the list.
    public let path: String

    /// The value before as YAML, a secret one masked; empty: there was none.
    public let old: String

    /// The value now, likewise.
    public let new: String

    /// A change of a key.
    public init(path: String, old: String, new: String) {
        (self.path, self.old, self.new) = (path, old, new)
    }

    /// Whether a running daemon takes it over when it reads its settings again.
    public var isReloadable: Bool {
        Settings.reloadable.contains { path == $0 || path.hasPrefix($0 + ".") }
    }
}
