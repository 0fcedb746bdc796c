// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// The built program.
enum Streamgauge {
    struct NotBuilt: Error, CustomStringConvertible { let description: String }

    /// How a run of the program ended.
    struct Run {
        var status: Int32
        var output: String
        var errors: String
    }

    /// The product, which the build leaves beside the bundle of the tests.
    static func program() throws -> String {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        while folder.path != "/" {
            let program = folder.appendingPathComponent("streamgauge").path
            var isFolder: ObjCBool = false
            let exists = unsafe FileManager.default.fileExists(
                atPath: program,
                isDirectory: &isFolder
            )
            if exists, !isFolder.boolValue { return program }
            folder.deleteLastPathComponent()
        }
        throw NotBuilt(description: "no streamgauge lies beside \(CommandLine.arguments[0])")
    }

    /// Ours without variables that override settings: those of the tests begin like them.
    private static var environment: [String: String] {
        ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("STREAMGAUGE_") }
    }

    /// Starts the program; it is killed when the test process ends, however that ends.
    static func start(
        _ arguments: [String],
        folder: URL,
        environment more: [String: String] = [:]
    ) throws -> ChildProcess {
        // The shell becomes the program. Its watcher reads a pipe that closes with our process, and
        // closes what it inherits, because the end of a process is seen by the closing of its files.
        let script = """
            exec 3<&0
            {
                trap '' HUP INT TERM
                for file in /proc/$BASHPID/fd/*; do
                    number=${file##*/}
                    [ "$number" -le 3 ] || eval "exec $number>&-"
                done
                read -r end <&3
                [ "$end" ] || [ ! /proc/$$/exe -ef "$1" ] || kill -9 $$
            } >/dev/null 2>&1 </dev/null &
            exec "$@" </dev/null 3<&-
            """
        return try ChildProcess(
            program: "/bin/bash",
            arguments: ["-c", script, "bash", program()] + arguments,
            environment: environment.merging(more) { $1 },
            folder: folder,
            output: folder.appendingPathComponent("output"),
            errors: folder.appendingPathComponent("errors")
        )
    }

    /// Runs the program to its end.
    static func run(_ arguments: [String], folder: URL) throws -> Run {
        let process = try start(arguments, folder: folder)
        guard let status = process.awaitEnd(limitSeconds: 120) else {
            process.terminate()
            throw Patience.Exhausted(description: "\(arguments) did not end within 120 s")
        }
        process.write("ended\n")
        return Run(
            status: status,
            output: try text(folder.appendingPathComponent("output")),
            errors: try text(folder.appendingPathComponent("errors"))
        )
    }

    private static func text(_ file: URL) throws -> String {
        String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
}
