// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPAPI

/// A folder of files that are secret, which goes with the test.
final class SecretFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "streamgauge-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    // What cannot be removed stays: a test does not fail for it.
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A path inside.
    func path(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file that only its owner can read, in one step, and tells its path.
    @discardableResult func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: path(name)), options: .atomic)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600],
            ofItemAtPath: path(name)
        )
        return path(name)
    }

    /// A file with a token.
    func token(_ name: String, _ text: String, _ scope: AccessScope) throws -> TokenFile {
        TokenFile(name: name, path: try write(text + "\n", to: name), scope: scope)
    }
}
