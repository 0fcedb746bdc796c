// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc

extension StateSummary {
    /// For people.
    var text: String {
        var text = "application \(application)\n"
        guard let log else { return text + "  nothing is stored, there is no state topic yet\n" }
        text += commit.map(Self.text) ?? "  nothing whole is stored\n"
        text += "\nlog \(log.topic)\n" + Self.text(log)
        if !kinds.isEmpty { text += "\nparts, bytes and compressed bytes\n" + kindLines }
        if !inputs.isEmpty { text += "\ninputs\n" + inputLines }
        return text
    }

    private static func text(_ commit: Commit) -> String {
        var text = "  generation \(commit.generation), commit \(commit.sequence)"
        text += ", format \(commit.format)\n"
        text += "  watermark \(commit.watermark.map(time) ?? "none yet")\n"
        text += "  definitions: \(commit.definitionsFit ? "those" : "not those") of the settings\n"
        text += "  identity key: \(commit.identityFits ? "that" : "not that") of the settings\n"
        if commit.lostCommits > 0 {
            text += "  \(commit.lostCommits) commits behind it cannot be used\n"
        }
        return text
    }

    private static func text(_ log: Log) -> String {
        var text = "  offsets \(log.firstOffset) to \(log.endOffset)"
        text += log.isOpen ? ", a transaction is open\n" : "\n"
        text += "  \(log.records) records, \(log.commits) commits"
        text += ", \(log.compressedBytes) bytes, \(log.bytes) uncompressed\n"
        if log.faults > 0 { text += "  \(log.faults) faults; 'state verify' tells them\n" }
        if let newest = log.newest, let age = log.age {
            text += "  last commit \(time(newest)), \(max(0, age) / 1_000) s ago\n"
        }
        return text
    }

    private var kindLines: String {
        let sum = Kind(
            kind: "all",
            parts: kinds.reduce(0) { $0 + $1.parts },
            bytes: kinds.reduce(0) { $0 + $1.bytes },
            compressedBytes: kinds.reduce(0) { $0 + $1.compressedBytes }
        )
        return (kinds + [sum]).map { kind in
            "  " + Self.padded(kind.kind, 16)
                + [kind.parts, kind.bytes, kind.compressedBytes]
                .map { Self.aligned("\($0)", 12) }.joined() + "\n"
        }.joined()
    }

    private var inputLines: String {
        let lines = inputs.map { input in
            var line = "  \(input.topic)[\(input.partition)]: "
            if input.retired { return line + "retired, its topic does not exist any more\n" }
            guard let next = input.next else { return line + "not read yet\n" }
            line += "read up to \(next)"
            guard let oldest = input.oldest, let end = input.end, let lag = input.lag else {
                return line + ", does not exist any more\n"
            }
            line += " of \(oldest) to \(end), lag \(lag)"
            switch input.group {
            case next: break
            case nil: line += groupAgrees == nil ? "" : ", the group has no offset"
            case let offset?: line += ", the group is at \(offset)"
            }
            return line + "\n"
        }
        let agreement =
            switch groupAgrees {
            case true?: "  the group's offsets agree\n"
            case false?: "  the group's offsets do not agree: a start refuses that\n"
            case nil: "  the group's offsets are held back by an open transaction\n"
            }
        return lines.joined() + agreement
    }

    /// A time as RFC 3339.
    static func time(_ milliseconds: Int64) -> String {
        // Half a millisecond more: digits are cut off, and no fraction is exact.
        Date(timeIntervalSince1970: (Double(milliseconds) + 0.5) / 1_000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func aligned(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
