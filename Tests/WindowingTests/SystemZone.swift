// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Windowing

/// Zones as the system's database and its `date` know them.
enum SystemZone {
    /// Zones with rules of every kind.
    static let names = [
        "Africa/Casablanca", "Africa/Monrovia", "America/Havana", "America/Nuuk",
        "America/Sao_Paulo", "America/St_Johns", "Antarctica/Troll", "Asia/Gaza", "Asia/Kolkata",
        "Australia/Lord_Howe", "Europe/Dublin", "Europe/Rome", "Pacific/Chatham", "Etc/UTC",
    ]

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)")))
    }

    static func calendar(_ name: String) throws -> ZoneCalendar {
        try #require(ZoneCalendar(zoneFile: try bytes(name)), "\(name)")
    }

    /// What the C library says of some times (s): seconds ahead of UTC.
    static func offsets(_ name: String, at times: [Int64]) throws -> [Int64] {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/date")
        process.arguments = ["-f", "-", "+%::z"]
        process.environment = ["TZ": name, "LC_ALL": "C"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        input.fileHandleForWriting.write(Data(times.map { "@\($0)\n" }.joined().utf8))
        try input.fileHandleForWriting.close()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        process.waitUntilExit()
        return text.split(separator: "\n").map { line in
            let parts = line.dropFirst().split(separator: ":").compactMap { Int64($0) }
            return (line.hasPrefix("-") ? -1 : 1) * parts.reduce(0) { $0 * 60 + $1 }
        }
    }
}
