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
        var (lines, sections) = ([String](), ArraySlice<Substring>())
        for key in keys {
            let value = key.shown(root)
            guard !value.isEmpty else { continue }
            let parts = key.path.split(separator: ".")
            let around = parts.dropLast()
            // Sections that are open already are not begun again.
            let common = zip(sections, around).prefix { $0 == $1 }.count
            for depth in common..<around.count {
                lines.append(Self.indent(depth) + around[depth] + ":")
            }
            sections = around
            lines.append("\(Self.indent(around.count))\(parts[around.count]): \(value)")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}
