// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// The settings in effect as YAML, defaults included and secrets masked.
    ///
    /// Reading it gives equal settings, as far as no secret is in them.
    public var text: String {
        Self.keys.blockYAML(self)
    }
}

extension SettingsTable {
    /// The values that are set, one a line, in sections as a file has them.
    fileprivate func blockYAML(_ root: Root) -> String {
        var (lines, section) = ([String](), "")
        for key in keys {
            let value =
                key.isSecret && !key.yaml(root).isEmpty ? Settings.mask.yaml : key.yaml(root)
            guard !value.isEmpty else { continue }
            guard let parent = key.path.enclosingPaths.last else {
                lines.append("\(key.path): \(value)")
                continue
            }
            if parent != section { lines.append("\(parent):") }
            section = parent
            lines.append("  \(key.path.dropFirst(parent.count + 1)): \(value)")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
