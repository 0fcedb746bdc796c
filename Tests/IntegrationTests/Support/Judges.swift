// SPDX-License-Identifier: Apache-2.0

import Foundation
import KPIs
import TestSupport

/// Programs of others that judge what we write.
enum Judges {
    /// What a validator of JSON Schema finds wrong with snapshot records; empty: nothing.
    static func schemaComplaints(about records: [TopicRecord], folder: URL) throws -> String {
        let schema = folder.appendingPathComponent("schema.json")
        try SnapshotSchema.text.write(to: schema, atomically: true, encoding: .utf8)
        let lines = folder.appendingPathComponent("records.ndjson")
        try records.compactMap(\.text).joined(separator: "\n")
            .write(to: lines, atomically: true, encoding: .utf8)
        let python = ProcessInfo.processInfo.environment["TEST_PYTHON"] ?? "python3"
        let script = """
            import json, jsonschema, sys
            validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
            for line in open(sys.argv[2], encoding='utf-8'):
                for error in validator.iter_errors(json.loads(line)):
                    print(error.message[:200], 'in', line[:300])
            """
        return try complaints(of: [python, "-c", script, schema.path, lines.path], folder: folder)
    }

    /// What `promtool check metrics` finds wrong with an exposition; empty: nothing.
    static func promtoolComplaints(about text: String, folder: URL) throws -> String {
        let file = folder.appendingPathComponent("metrics.txt")
        try text.write(to: file, atomically: true, encoding: .utf8)
        let words = ["bash", "-c", "exec promtool check metrics <\"$0\"", file.path]
        return try complaints(of: words, folder: folder)
    }

    private static func complaints(of words: [String], folder: URL) throws -> String {
        let told = folder.appendingPathComponent("judgment")
        let process = try ChildProcess(
            program: "/usr/bin/env",
            arguments: words,
            environment: ProcessInfo.processInfo.environment,
            folder: folder,
            output: told
        )
        let status = process.awaitEnd()
        let text = String(decoding: try Data(contentsOf: told), as: UTF8.self)
        return status == 0 ? text : "exit \(status): \(text)"
    }
}
