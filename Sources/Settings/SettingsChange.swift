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

    /// Whether a running daemon takes it over at once when it reads its settings again.
    public var isReloadable: Bool {
        Settings.reloadable.contains { path == $0 || path.hasPrefix($0 + ".") }
    }

    /// Whether a running daemon takes it over by beginning anew: it decides how values are judged, and not what
    /// is counted.
    public var isTakenAnew: Bool {
        let parts = path.split(separator: ".")
        return parts.starts(with: ["alerts", "rules"])
            || parts.count >= 3 && parts[0] == "kpis" && Int(parts[1]) != nil
                && parts[2] == "target"
    }
}
