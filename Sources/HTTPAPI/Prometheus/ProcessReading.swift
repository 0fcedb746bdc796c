// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the system says of this process; nil where it says nothing.
struct ProcessReading: Equatable {
    /// CPU time of all threads, s.
    var cpuSeconds: Double?
    /// Memory in use, bytes.
    var residentBytes: Double?
    /// When the process began, s since 1970.
    var startSeconds: Double?
    /// Open descriptors.
    var openDescriptors: Double?
    /// How many there can be; infinite without a limit.
    var descriptorLimit: Double?

    /// Reads `/proc` and asks the kernel: about 50 µs.
    static var current: ProcessReading {
        ProcessReading(
            cpuSeconds: cpuTime,
            residentBytes: residentMemory,
            startSeconds: start,
            openDescriptors: descriptorCount,
            descriptorLimit: limit
        )
    }

    /// In microseconds, which POSIX fixes.
    private static var cpuTime: Double? {
        let microseconds = clock()
        return microseconds < 0 ? nil : Double(microseconds) / 1e6
    }

    /// The second number of `statm`, in pages.
    private static var residentMemory: Double? {
        let fields = text(of: "/proc/self/statm").split(separator: " ")
        guard fields.count > 1, let pages = Double(fields[1]) else { return nil }
        return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// Field 22 of `stat` counts ticks from the boot, whose time is in the machine's own file.
    private static let start: Double? = {
        // The name of the program, in parentheses, may hold anything.
        let afterName = text(of: "/proc/self/stat").split(separator: ")").last ?? ""
        let fields = afterName.split(separator: " ")
        let boot = text(of: "/proc/stat").split(separator: "\n")
            .first { $0.hasPrefix("btime ") }?.split(separator: " ").last
        guard fields.count > 19, let ticks = Double(fields[19]), let boot, let boot = Double(boot)
        else { return nil }
        return boot + ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }()

    /// Entries of `fd`, less the one that the question itself needs.
    private static var descriptorCount: Double? {
        // Sound: the entries are only counted; the folder is closed here.
        guard let folder = unsafe opendir("/proc/self/fd") else { return nil }
        defer { unsafe closedir(folder) }
        var count = 0
        while unsafe readdir(folder) != nil { count += 1 }
        // `.` and `..` are entries too.
        return Double(count - 3)
    }

    private static var limit: Double? {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return nil
        }
        return limit.rlim_cur == rlim_t.max ? .infinity : Double(limit.rlim_cur)
    }

    /// The text of a small file; empty if it cannot be read.
    private static func text(of path: String) -> String {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var text: [UInt8] = []
        // `/proc/stat` grows with the machine; 64 kB hold that of some hundred processors.
        let limit = 65_536
        var block = [UInt8](repeating: 0, count: 4_096)
        while text.count < limit {
            let size = block.count
            let count = unsafe read(descriptor, &block, size)
            guard count > 0 else { break }
            text += block[..<count]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
