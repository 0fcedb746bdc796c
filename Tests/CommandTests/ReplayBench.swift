// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Pipeline
import Settings

@testable import streamgauge

/// Replays inputs into a file and reads what came out.
struct ReplayBench {
    /// The bytes of the output.
    let output: [UInt8]
    /// What was told on standard error.
    let report: ReplayReport

    /// Replays files, of a format or else of the settings' input.
    init(
        _ paths: [String],
        settings text: String = "",
        format: Events.InputFormat? = nil,
        tables: [(name: String, path: String)] = [],
        isEarly: Bool = false
    ) throws {
        let folder = try TemporaryFolder()
        let settings = try Settings.parse(text, for: .offline)
        let blueprint = try Blueprint(settings, identity: .fixed)
        var progress = ReplayProgress(total: nil, isShown: false)
        let inputs = format == nil ? settings.inputs : []
        var replay = Replay(
            blueprint,
            source: inputs.isEmpty
                ? .init(format: format ?? .native, name: "test") : InputSources(inputs).first,
            isEarly: isEarly,
            output: try OutputFile.make(folder.path("out"))
        )
        for (number, table) in tables.enumerated() {
            try replay.read(table: number, name: table.name, try InputFile(table.path))
        }
        for path in paths { try replay.count(try InputFile(path), progress: &progress) }
        try replay.finish()
        report = replay.report
        output = try folder.bytes(of: "out")
    }

    /// Replays lines.
    init(
        lines: [String],
        settings: String = "",
        format: Events.InputFormat? = nil,
        tables: [(name: String, lines: [String])] = [],
        isEarly: Bool = false
    ) throws {
        let folder = try TemporaryFolder()
        func write(_ lines: [String], to name: String) throws -> String {
            try folder.write(lines.map { $0 + "\n" }.joined(), to: name)
        }
        try self.init(
            [try write(lines, to: "in")],
            settings: settings,
            format: format,
            tables: try tables.map { ($0.name, try write($0.lines, to: "table-\($0.name)")) },
            isEarly: isEarly
        )
    }

    /// The records of a KPI, size and series in the order of writing.
    func records(
        _ kpi: String,
        _ size: String,
        at start: String? = nil,
        dims: [String: String] = [:]
    ) throws -> [SnapshotLine] {
        let formatter = ISO8601DateFormatter()
        let time = start.flatMap { formatter.date(from: $0) }
        return try SnapshotLine.all(output).filter { line in
            line.kpi == kpi && line.window.size == size && line.dims == dims
                && (time == nil
                    || line.window.start == time.map { Int64($0.timeIntervalSince1970) * 1000 })
        }
    }

    /// Numerator, denominator and value of the only record of a window.
    func final(
        _ kpi: String,
        _ size: String,
        at start: String,
        dims: [String: String] = [:]
    ) throws -> String {
        let found = try records(kpi, size, at: start, dims: dims)
        guard found.count == 1, let only = found.first else { return "\(found.count) records" }
        let parts = [only.num, only.den].compactMap { $0 }.map { "\(Int($0))" }
        return parts.joined(separator: "/")
    }
}
