// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// A page of the documentation, as far as its blocks of code go.
///
/// Commands stand in blocks of the language `sh`. What they print stands in a block without a language
/// right behind them.
public struct DocumentedPage: Sendable {
    /// What stands between two fences.
    public struct Block: Sendable {
        /// The word behind the opening fence; empty: there is none.
        public let language: String
        /// What stands between the fences.
        public var lines: [String]
        /// Number of the line with the opening fence.
        public let line: Int
        /// Under which name the sentence above asks to save it; nil: it does not.
        public let file: String?

        /// Whether a reader is to type it.
        public var isCommand: Bool { language == "sh" }

        /// Number of the line with the closing fence.
        public var end: Int { line + lines.count + 1 }
    }

    /// Where the pages are, but for README.md.
    private static let catalog = "Sources/streamgauge/streamgauge.docc"
    private static let root = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in
        path.deletingLastPathComponent()
    }

    /// Its file, such as `Alerts.md`.
    public let name: String
    /// All of it.
    public let text: String
    /// Its blocks of code, in order.
    public let blocks: [Block]

    /// Takes a page apart.
    ///
    /// - Parameters:
    ///   - name: of its file.
    ///   - text: in Markdown.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
        var blocks: [Block] = []
        var open: Block?
        var above = ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if var block = open {
                if line == "```" {
                    blocks.append(block)
                    open = nil
                    above = ""
                } else {
                    block.lines.append(String(line))
                    open = block
                }
            } else if line.hasPrefix("```") {
                open = Block(
                    language: String(line.dropFirst(3)),
                    lines: [],
                    line: index + 1,
                    file: above.firstMatch(of: /Save this as `([^`]+)`/).map { String($0.output.1) }
                )
            } else if !line.isEmpty {
                // The name may stand on the next line.
                above = String((above + " " + line).suffix(160))
            }
        }
        self.blocks = blocks
    }

    /// The top of the project.
    public static var projectFolder: URL { root }

    /// A page by the name of its file.
    ///
    /// - Throws: when there is no such page.
    public static func named(_ name: String) throws -> DocumentedPage {
        let folder = name == "README.md" ? root : root.appending(path: catalog)
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        return DocumentedPage(name: name, text: text)
    }

    /// README.md and all pages of the catalog, decisions and formats included, each named from the top of
    /// the project.
    ///
    /// - Throws: when they cannot be read.
    public static func whole() throws -> [DocumentedPage] {
        let names =
            FileManager.default.enumerator(atPath: root.appending(path: catalog).path())?
            .compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.sorted() ?? []
        return try [named("README.md")]
            + names.map { try DocumentedPage(name: "\(catalog)/\($0)", text: named($0).text) }
    }

    /// README.md and the pages at the top of the catalog.
    ///
    /// - Throws: when they cannot be read.
    public static func all() throws -> [DocumentedPage] {
        let folder = root.appending(path: catalog)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        return try (["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted()).map(named)
    }
}
