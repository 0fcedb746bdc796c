// SPDX-License-Identifier: Apache-2.0

/// Decides when a service manager is told that the process is alive, so that one that hangs is restarted.
///
/// The manager ends a process from which it has not heard for `interval`. It hears from this one only
/// while no watched thread has been silent for longer than half of that: a thread that hangs lets the
/// manager act one and a half intervals later at most.
struct Watchdog: Sendable, Equatable {
    /// The longest silence that the manager allows, ms.
    let intervalMilliseconds: Int64
    /// When it was fed last, monotonic ms; nil: never.
    private var lastFed: Int64?

    /// The watchdog that the environment asks for; nil: none, or one of another process.
    ///
    /// - Parameters:
    ///   - environment: `WATCHDOG_USEC` and, if it is there, `WATCHDOG_PID`.
    ///   - processID: of this process.
    init?(_ environment: [String: String], processID: Int32) {
        guard let microseconds = environment["WATCHDOG_USEC"].flatMap(Int64.init),
            microseconds >= 1_000
        else { return nil }
        if let owner = environment["WATCHDOG_PID"], owner != String(processID) { return nil }
        intervalMilliseconds = microseconds / 1_000
    }

    /// From what silence a thread counts as stuck, s.
    var longestSilence: Double { Double(intervalMilliseconds) / 2_000 }

    /// Whether it is to be fed now, monotonic ms; of each watched thread, how long ago it came by, s.
    mutating func isDue(at now: Int64, silences: [Double]) -> Bool {
        guard silences.allSatisfy({ $0 <= longestSilence }) else { return false }
        if let lastFed, now - lastFed < intervalMilliseconds / 4 { return false }
        lastFed = now
        return true
    }
}
