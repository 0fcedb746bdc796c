// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder of a test's own that goes with the test.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "streamgauge-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    // What cannot be removed stays: a test does not fail for it.
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A path inside.
    func path(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file and tells its path.
    func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: path(name)))
        return path(name)
    }

    func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }

    /// What a file holds.
    func bytes(of name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path(name))))
    }
}
