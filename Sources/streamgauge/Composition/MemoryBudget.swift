// SPDX-License-Identifier: Apache-2.0

import Pipeline
import Settings

/// How much memory the configured limits come to, against `limits.memory`.
///
/// Limits are maxima: this is what the program takes when every table is full. What they leave goes
/// to the sketches of distinct counts and distributions, up to a limit of their own.
struct MemoryBudget: Sendable {
    /// A part of the memory.
    struct Part: Sendable, Equatable {
        /// What it holds.
        var name: String
        /// The setting that bounds it; nil: it follows from others.
        var setting: String?
        /// The most entries, where it has entries.
        var limit: Int?
        /// Its size when it is full.
        var bytes: Int
    }

    /// The parts in the order of printing.
    let parts: [Part]
    /// Bytes for sketches.
    let sketchBytes: Int
    /// Bytes for history.
    let historyBytes: Int
    /// What there is: `limits.memory`.
    let availableBytes: Int

    /// With fewer bytes than this for sketches, the program does not start.
    private static let leastSketchBytes = 32 << 20
    /// History gets at least this, or as much as its limit allows.
    private static let leastHistoryBytes = 16 << 20
    /// More bytes than this are never set aside for sketches.
    private static let mostSketchBytes = 512 << 20

    /// The budget of parts.
    ///
    /// - Parameters:
    ///   - parts: what has a size of its own.
    ///   - historyLimit: the most that history gets; a third of the rest, if that is less.
    ///   - availableBytes: what there is.
    init(_ parts: [Part], historyLimit: Int = 0, availableBytes: Int) {
        let rest = availableBytes - parts.reduce(0) { $0 + $1.bytes }
        historyBytes = min(historyLimit, max(rest / 3, Self.leastHistoryBytes))
        let left = rest - historyBytes
        sketchBytes = min(max(left, Self.leastSketchBytes), Self.mostSketchBytes)
        let flexible = [
            Part(name: "history", setting: "limits.history", bytes: historyBytes),
            Part(name: "sketches", bytes: sketchBytes),
        ]
        self.parts = parts + flexible.filter { $0.bytes > 0 }
        self.availableBytes = availableBytes
    }

    /// All parts together.
    var totalBytes: Int { parts.reduce(0) { $0 + $1.bytes } }

    /// By how much the limits come to more than there is; 0: they fit.
    var excessBytes: Int { max(0, totalBytes - availableBytes) }

    /// The largest part that a setting can make smaller.
    var largest: Part? { parts.filter { $0.setting != nil }.max { $0.bytes < $1.bytes } }

    /// A table for people: a line for each part and the sum.
    var text: String {
        let rows =
            parts.map {
                [$0.name, $0.setting ?? "", $0.limit.map(Self.number) ?? "", Self.size($0.bytes)]
            }
            + [["together", "limits.memory", "", Self.size(totalBytes)]]
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).enumerated().map { column, cell in
                let gap = String(repeating: " ", count: cell.1 - cell.0.count)
                return column < 2 ? cell.0 + gap : gap + cell.0
            }
            return "  " + cells.joined(separator: "  ") + "\n"
        }
        .joined() + "  of \(Self.size(availableBytes)) that limits.memory allows\n"
    }

    /// A size in whole MB, as limits write it.
    static func size(_ bytes: Int) -> String { "\((bytes + 999_999) / 1_000_000) MB" }

    /// A number with its thousands apart.
    private static func number(_ number: Int) -> String {
        var digits = String(number)
        var groups: [Substring] = []
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits.removeLast(3)
        }
        return ([digits[...]] + groups).joined(separator: ",")
    }
}
