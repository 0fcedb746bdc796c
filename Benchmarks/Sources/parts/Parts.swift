// SPDX-License-Identifier: Apache-2.0

/// What each part of the way from a record to a pane costs by itself, on one thread, from memory.
@main
enum Parts {
    private static let groups: [(name: String, run: @Sendable () throws -> Void)] = [
        ("path", { try PathParts.run() }),
        ("decode", { try DecodeParts.run() }),
        ("formats", { try FormatParts.run(Set(CommandLine.arguments.dropFirst(2))) }),
        ("count", { try CountParts.run() }),
        ("tables", { TableParts.run() }),
        ("snapshots", { try SnapshotParts.run() }),
    ]

    /// Runs the groups that are named, or all: `parts formats access_log` one format only.
    static func main() throws {
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
