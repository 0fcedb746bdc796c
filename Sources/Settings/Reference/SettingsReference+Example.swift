// SPDX-License-Identifier: Apache-2.0

extension SettingsReference {
    /// An example file with every key at its default, made from the table of keys.
    ///
    /// Keys without a default are comments that show how to write them, required ones aside.
    public static var exampleFile: String {
        var lines = [
            "# Settings of Streamgauge. Every key stands here with its default; remove what you",
            "# do not change. Check a file with: streamgauge check --config FILE",
        ]
        var section = ""
        for key in Settings.keys.keys {
            let around = key.path.enclosingPaths
            guard around.count < 2 else {
                lines += inner(key, isFirst: section != around[1])
                section = around[1]
                continue
            }
            let parent = around.last ?? ""
            if parent != section || parent.isEmpty { lines.append("") }
            if parent != section, !parent.isEmpty { lines.append("\(parent):") }
            section = parent
            let indent = parent.isEmpty ? "" : "  "
            lines += comment(key.documentation, indent: indent)
            let name = parent.isEmpty ? key.path : String(key.path.dropFirst(parent.count + 1))
            let value = key.yaml(Settings())
            if !value.isEmpty {
                lines.append("\(indent)\(name): \(value)")
            } else if required.contains(key.path) {
                lines.append("\(indent)\(name): \(key.example ?? "")")
            } else {
                lines.append("\(indent)# \(name): \(key.example ?? "")")
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A key of a section in a section, none of which has defaults: all of it is a comment.
    private static func inner(_ key: SettingsKey<Settings>, isFirst: Bool) -> [String] {
        let parts = key.path.split(separator: ".")
        var lines = comment(key.documentation, indent: "  ")
        lines.append("  #   \(parts[2]): \(key.example ?? "")")
        return isFirst ? ["  # \(parts[1]):"] + lines : lines
    }

    private static let required: Set = ["application", "kafka", "inputs"]

    /// The text as comment lines of at most 92 characters.
    private static func comment(_ text: String, indent: String) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + word.count < 92 {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append("\(indent)# \(word)")
            }
        }
        return lines
    }
}
