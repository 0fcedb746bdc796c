// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Prometheus' own checker, which the project's test command puts in PATH.
enum Promtool {
    struct Missing: Error, CustomStringConvertible {
        let description =
            "promtool is not in PATH: run ./deploy/test, which fetches it, or install Prometheus"
    }

    /// What `promtool check metrics` finds wrong; empty: nothing.
    static func complaints(about text: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["promtool", "check", "metrics"]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let found = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let notFound: Int32 = 127
        guard process.terminationStatus != notFound else { throw Missing() }
        let words = String(decoding: found, as: UTF8.self)
        return process.terminationStatus == 0
            ? words : "exit \(process.terminationStatus): \(words)"
    }
}
