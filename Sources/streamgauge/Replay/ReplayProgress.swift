// SPDX-License-Identifier: Apache-2.0

import Pipeline

/// Tells a person at the terminal how far a replay has come.
struct ReplayProgress {
    private static let interval: Int64 = 250

    private let isShown: Bool
    /// Bytes of all inputs; nil: one of them has no length.
    private let total: Int?
    private let began = SystemClock.monotonic
    private var done = 0
    private var name = ""
    private var shownAt: Int64 = 0

    /// A progress over inputs of so many bytes.
    ///
    /// - Parameters:
    ///   - total: nil: nobody knows.
    ///   - isShown: whether anybody watches.
    init(total: Int?, isShown: Bool) {
        self.total = total
        self.isShown = isShown
    }

    /// An input begins.
    mutating func begin(_ name: String) { self.name = name }

    /// So much of the input was read, and so many records of all.
    mutating func show(bytes: Int, records: Int64) {
        guard isShown else { return }
        let now = SystemClock.monotonic
        guard now - shownAt >= Self.interval else { return }
        shownAt = now
        StandardError.write("\r\u{1B}[K" + line(bytes: done + bytes, records: records, at: now))
    }

    /// The input was read to its end.
    mutating func end(bytes: Int, records: Int64) {
        done += bytes
        if isShown { StandardError.write("\r\u{1B}[K") }
    }

    private func line(bytes: Int, records: Int64, at now: Int64) -> String {
        let elapsed = max(1, now - began)
        let rate = records * 1_000 / elapsed
        var line = "\(name): \(records) records, \(rate) a second"
        if let total, total > 0, bytes > 0 {
            let left = Int64(max(0, total - bytes)) * elapsed / Int64(bytes) / 1_000
            line += ", \(min(100, bytes * 100 / total)) %, \(left) s left"
        }
        return line
    }
}
