// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// The judge that counts the input itself, in SQL, and knows nothing of the program.
struct SQLOracle {
    /// What it computes with: SQLite comes with Python, DuckDB has to be installed.
    enum Engine: String {
        case sqlite, duckdb
    }

    /// What it says of an output.
    struct Judgment {
        /// 0: all of it is right; 1: it is not.
        var status: Int32
        /// A line for each difference, and one with numbers.
        var text: String

        var lastLine: String { text.split(separator: "\n").last.map(String.init) ?? "nothing" }
    }

    let engine: Engine

    /// Judges records that lie in files as `TopicTail` writes them.
    func judge(input: URL, output: URL, folder: URL) throws -> Judgment {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Judgment/oracle.py")
        var environment = ProcessInfo.processInfo.environment
        let python = environment["TEST_PYTHON"] ?? "python3"
        // Where the test command has put DuckDB.
        if let modules = environment["TEST_PYTHON_MODULES"] { environment["PYTHONPATH"] = modules }
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        let told = folder.appendingPathComponent("sql-judgment")
        let process = try ChildProcess(
            program: "/usr/bin/env",
            arguments: [
                python, script.path, "--engine", engine.rawValue, "--input", input.path,
                "--output", output.path,
            ],
            environment: environment,
            folder: folder,
            output: told
        )
        let status = process.awaitEnd()
        let text = String(decoding: try Data(contentsOf: told), as: UTF8.self)
        return Judgment(status: status, text: text)
    }
}
