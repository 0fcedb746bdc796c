// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Pipeline
import Settings
import Synchronization

/// What the daemon tells its operators.
///
/// One line a happening on standard error, on change, never per event. Any thread.
struct Log: Sendable {
    /// Lines below this level are left out; it is the same for all copies.
    private let threshold: Threshold
    /// Text for people, JSON for collectors.
    let format: LogFormat

    /// A log of a level and a form.
    init(level: LogLevel, format: LogFormat) {
        threshold = Threshold(Self.rank(level))
        self.format = format
    }

    /// Leaves out lines below another level from now on.
    func set(level: LogLevel) { threshold.rank.store(Self.rank(level), ordering: .relaxed) }

    /// Tells of a change of state.
    func info(_ message: String, _ fields: [(String, String)] = []) {
        write(.info, "info", message, fields)
    }

    /// Tells that something is worse than it should be.
    func warning(_ message: String, _ fields: [(String, String)] = []) {
        write(.warning, "warning", message, fields)
    }

    /// Tells that a person must act.
    func error(_ message: String, _ fields: [(String, String)] = []) {
        write(.error, "error", message, fields)
    }

    /// Tells what only helps to find a fault.
    func debug(_ message: String, _ fields: [(String, String)] = []) {
        write(.debug, "debug", message, fields)
    }

    private func write(
        _ level: LogLevel,
        _ name: String,
        _ message: String,
        _ fields: [(String, String)]
    ) {
        guard Self.rank(level) >= threshold.rank.load(ordering: .relaxed) else { return }
        let time = Self.time(SystemClock.wall)
        switch format {
        case .text:
            let tail = fields.map { " \($0)=\($1)" }.joined()
            StandardError.write("\(time) \(name) \(message)\(tail)\n")
        case .json:
            let all = [("time", time), ("level", name), ("message", message)] + fields
            let members = all.map { "\(Self.quoted($0)):\(Self.quoted($1))" }
            StandardError.write("{\(members.joined(separator: ","))}\n")
        }
    }

    private static func rank(_ level: LogLevel) -> Int {
        LogLevel.allCases.firstIndex(of: level) ?? 0
    }

    private static func time(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20: quoted += " "
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

// Relaxed throughout: it orders nothing.
/// The lowest level that is written, as a rank.
private final class Threshold: Sendable {
    let rank: Atomic<Int>

    init(_ rank: Int) { self.rank = Atomic(rank) }
}
