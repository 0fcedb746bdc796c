// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// What the control group of this process allows it (cgroups v2), as containers and systemd set it.
///
/// Read once at the start: quotas that are changed later are not seen.
struct ControlGroup: Sendable, Equatable {
    /// The most memory of the group, bytes; nil: no limit.
    var memoryBytes: Int?
    /// The most processors' worth of time; nil: no limit.
    var processors: Double?

    /// The group of this process.
    static var current: ControlGroup {
        ControlGroup(
            mount: URL(filePath: "/sys/fs/cgroup"),
            membership: (try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8)) ?? ""
        )
    }

    /// The tightest limits of a group and of all that it is in.
    ///
    /// - Parameters:
    ///   - mount: where the file system of control groups is.
    ///   - membership: the text of `/proc/self/cgroup`. Groups of version 1 allow everything.
    init(mount: URL, membership: String) {
        let own = membership.split(separator: "\n").first { $0.hasPrefix("0::/") }
        let path = own.map { $0.dropFirst("0::/".count) } ?? ""
        var folder = mount
        take(folder)
        for name in path.split(separator: "/") where name != ".." {
            folder.append(path: String(name))
            take(folder)
        }
    }

    private mutating func take(_ folder: URL) {
        let memory = Self.words(folder, "memory.max").first.flatMap { Int($0) }
        if let memory { memoryBytes = min(memory, memoryBytes ?? memory) }
        // Two numbers in microseconds: what may be used of each period.
        let times = Self.words(folder, "cpu.max").compactMap { Double($0) }
        guard times.count == 2, times[1] > 0 else { return }
        let share = times[0] / times[1]
        processors = min(share, processors ?? share)
    }

    private static func words(_ folder: URL, _ file: String) -> [Substring] {
        let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
        return (text ?? "").split { $0.isWhitespace }
    }

    /// What is wrong with a memory limit of the settings; nil: nothing, as far as is known.
    ///
    /// Tables at their limits are not all of a process: a fifth is left for what librdkafka, the
    /// allocator and the threads take besides.
    func warning(memoryLimitBytes limit: Int) -> String? {
        guard let memoryBytes, limit > memoryBytes / 5 * 4 else { return nil }
        let fitting = max(1, memoryBytes / 5 * 4 / 1_000_000)
        return
            "limits.memory is \(MemoryBudget.size(limit)), but the control group allows the process "
            + "\(MemoryBudget.size(memoryBytes)) (memory.max): with full tables the kernel would end it; "
            + "set limits.memory to \(fitting)MB at most, or raise the quota"
    }
}
