// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A program run to its end.
struct Command {
    let status: Int32

    /// Standard output and standard error together.
    let output: String

    static func run(_ arguments: [String], in folder: URL) throws -> Command {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        // Read before waiting: a full pipe would hold the program for ever.
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Command(
            status: process.terminationStatus,
            output: String(decoding: data, as: UTF8.self)
        )
    }
}
