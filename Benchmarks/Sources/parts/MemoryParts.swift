// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Pipeline
import Workload

/// What the memory of a session, an actor and a message is, with a real aggregator full of them.
///
/// Five million persons use the app on ten days; then a million visitors begin sessions of the web
/// within the timeout, so that all of them are open at once, and a million messages are sent. What
/// else the events leave behind is told, too: ids of a day, rows, sketches.
enum MemoryParts {
    private static let persons = 5_000_000
    private static let sessions = 1_000_000
    private static let messages = 1_000_000
    private static let days = 10

    static func run() throws {
        var crowd = try Crowd()
        let before = residentBytes()
        crowd.take(.screenView, count: persons, within: Int64(days) * 86_400_000)
        crowd.take(.pageView, count: sessions, within: 20 * 60_000)
        let grown = residentBytes() - before
        let both = crowd.tableUse
        crowd.take(.messageSent, count: messages, within: 5 * 60_000)
        let withMessages = residentBytes() - before
        print("| table | entries | bytes an entry | with free slots | MB |")
        print("| --- | --: | --: | --: | --: |")
        for use in both { report(use) }
        for use in crowd.tableUse where use.name == "messages" { report(use) }
        let wanted = both.filter { ["sessions", "persons"].contains($0.name) }
        let tables = wanted.reduce(0) { $0 + $1.bytes }
        print("")
        print("\(sessions) sessions, open, and \(persons) persons: \(megabytes(tables)) MB")
        print("growth of the process, with ids, rows and sketches: \(megabytes(grown)) MB")
        print(
            "and with \(messages) messages and the ids of their events: "
                + "\(megabytes(withMessages)) MB"
        )
    }

    private static func report(_ use: TableUse) {
        let share = String(format: "%.1f", Double(use.bytes) / Double(use.entries))
        print(
            "| \(use.name) | \(use.entries) | \(use.entryBytes) | \(share) "
                + "| \(megabytes(use.bytes)) |"
        )
    }

    private static func megabytes(_ bytes: Int) -> String {
        String(format: "%.1f", Double(bytes) / 1e6)
    }

    /// Resident memory of the process now, from the second word of `statm` (proc(5)).
    private static func residentBytes() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = Int(text.split(separator: " ")[1])
        else { return 0 }
        return pages * Int(getpagesize())
    }
}
