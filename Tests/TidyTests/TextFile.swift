// SPDX-License-Identifier: Apache-2.0

/// A text file of the project.
struct TextFile {
    /// Relative to the top of the repository.
    let path: String

    let lines: [String]

    init(path: String, text: String) {
        self.path = path
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        self.lines = lines
    }

    /// The last component of the path.
    var name: String {
        String(path.split(separator: "/").last ?? "")
    }

    /// Whether a shell runs it.
    var isScript: Bool {
        path.hasSuffix(".sh") || lines.first?.hasPrefix("#!") == true && lines[0].hasSuffix("sh")
    }

    /// A sentence about a line of this file, as a compiler would begin it.
    func offense(line: Int, _ sentence: String) -> String {
        "\(path):\(line): \(sentence)"
    }
}
