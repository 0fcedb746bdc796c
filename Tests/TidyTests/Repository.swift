// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files of the project as git knows them, those not yet added too.
struct Repository {
    let root: URL
    let files: [TextFile]
    let swiftFiles: [SwiftFile]

    /// Paths of all files, those that are no text too.
    let paths: [String]

    /// The repository this file lies in, read once.
    static let current = Result { try Repository(root: rootOfThisFile) }

    private static var rootOfThisFile: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    init(root: URL) throws {
        let list = try Command.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            in: root
        )
        guard list.status == 0 else { throw TidyError(reason: "git ls-files: \(list.output)") }
        self.root = root
        paths = list.output.split(separator: "\n").map(String.init).sorted().filter {
            FileManager.default.fileExists(atPath: root.appending(path: $0).path())
        }
        files = try paths.compactMap { path in
            let data = try Data(contentsOf: root.appending(path: path))
            guard !data.contains(0), let text = String(data: data, encoding: .utf8) else {
                return nil
            }
            return TextFile(path: path, text: text)
        }
        swiftFiles = files.filter { $0.path.hasSuffix(".swift") }.map(SwiftFile.init)
    }
}
