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
        try run(["check", "metrics"], input: text)
    }

    /// What `promtool test rules` says to a file of tests; empty if they all pass.
    static func failures(ofRuleTests path: String) throws -> String {
        let words = try run(["test", "rules", path], input: "")
        return words.hasPrefix("exit ") ? words : ""
    }

    /// What `promtool check rules` says to a file of rules; empty if it can be read.
    static func faults(ofRules path: String) throws -> String {
        let words = try run(["check", "rules", path], input: "")
        return words.hasPrefix("exit ") ? words : ""
    }

    private static func run(_ arguments: [String], input text: String) throws -> String {
        let process = Process()
        process.executableURL = try executable()
        process.arguments = arguments
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
        let words = String(decoding: found, as: UTF8.self)
        return process.terminationStatus == 0
            ? words : "exit \(process.terminationStatus): \(words)"
    }

    private static func executable() throws -> URL {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        let paths = folders.map { "\($0)/promtool" }
        guard let found = paths.first(where: FileManager.default.isExecutableFile) else {
            throw Missing()
        }
        return URL(filePath: found)
    }
}
