// SPDX-License-Identifier: Apache-2.0

/// What each part of the way from a record to a pane costs by itself, on one thread, from memory.
@main
enum Parts {
    private static let groups: [(name: String, run: @Sendable () throws -> Void)] = [
        ("path", { try PathParts.run() }),
        ("decode", { try DecodeParts.run() }),
        ("formats", { try FormatParts.run(formats) }),
        ("count", { try CountParts.run() }),
        ("tables", { TableParts.run() }),
        ("snapshots", { try SnapshotParts.run() }),
        ("scrape", { try ScrapeParts.run() }),
    ]

    /// The formats that are named behind `formats`; none: all.
    private static var formats: Set<String> {
        let names = groups.map(\.name)
        return Set(CommandLine.arguments.dropFirst().filter { !names.contains($0) })
    }

    /// Runs the groups that are named, or all: `parts formats access_log` one format only.
    static func main() throws {
        let known = groups.map(\.name) + ["memory", "state", "hotpath"]
        let first = CommandLine.arguments.dropFirst().first
        guard first.map(known.contains) ?? true else {
            throw UnknownPart(name: first ?? "", known: known)
        }
        let wanted = CommandLine.arguments.dropFirst()
        // Another table, or hundreds of megabytes or gigabytes: only when it is asked for.
        if wanted.contains("memory") { return try MemoryParts.run() }
        if wanted.contains("hotpath") { return try HotPath.run() }
        if wanted.contains("state") {
            return try StateParts.run(persons: wanted.dropFirst().first.flatMap { Int($0) } ?? 1)
        }
        print("| part | ns, least | ns, median | allocations |")
        print("| --- | --: | --: | --: |")
        for group in groups where wanted.isEmpty || wanted.contains(group.name) {
            try group.run()
        }
    }
}

/// What was asked for is no part.
struct UnknownPart: Error, CustomStringConvertible {
    var name: String
    var known: [String]

    var description: String {
        "no part is called '\(name)'; there are \(known.joined(separator: ", "))"
    }
}
