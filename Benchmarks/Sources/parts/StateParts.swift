// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import KPIs
import Pipeline
import Workload

/// What state costs: at a barrier, in the log, and to restore it.
///
/// A million visitors have open sessions, a million persons (or ten) use the app, 100,000 series are
/// counted.
enum StateParts {
    private static let million = 1_000_000
    private static let series = 100_000
    private static let windows: [WindowShape] = [3_600_000, 86_400_000]
    /// Events between two barriers: 5 s of 2,000 a second.
    private static let between = 10_000

    /// Prints a table.
    ///
    /// - Parameter persons: how many millions of persons use the app.
    /// - Throws: what the plan does.
    static func run(persons: Int) throws {
        // Hours and days: each series has a few rows, as at most moments of the day.
        var crowd = try Crowd(series: series, windows: windows)
        crowd.take(.screenView, count: persons * million, within: 10 * 60_000)
        crowd.take(.pageView, count: million, within: 20 * 60_000)
        var recorder = StateRecorder(clockOffset: 0)
        print("| step | ms | MB | MB in the log |")
        print("| --- | --: | --: | --: |")
        let whole = barrier("everything, at a start", &crowd, &recorder)
        _ = barrier("nothing changed", &crowd, &recorder)
        for _ in 0..<3 {
            crowd.take(.pageView, count: between, within: 5_000)
            _ = barrier("after \(between) events", &crowd, &recorder)
        }
        try restore(whole)
    }

    /// One barrier: its delta, and the records of it.
    private static func barrier(
        _ name: String,
        _ crowd: inout Crowd,
        _ recorder: inout StateRecorder
    ) -> [[UInt8]] {
        let (recording, delta) = timed { crowd.record(to: &recorder) }
        let (framing, records) = timed { Array(StateChunks(delta, header)) }
        let stored = records.reduce(0) { $0 + $1.count }
        report("barrier, \(name)", recording, delta.count)
        report("records of it, on the commit thread", framing, delta.count, stored)
        return records
    }

    private static func restore(_ records: [[UInt8]]) throws {
        let (reading, log) = try timed {
            var log = StateLog(application: header.application)
            for record in records { try log.take(record) }
            return log
        }
        guard let stored = log.stored else { preconditionFailure("what was written is whole") }
        report("read the log", reading, stored.image.byteCount)
        let (filling, _) = try timed {
            _ = try Crowd(series: series, windows: windows, from: stored.image)
        }
        report("fill the tables", filling, stored.image.byteCount)
    }

    private static let header = StateHeader(
        application: "benchmark",
        generation: 1,
        sequence: 1,
        isWhole: true,
        turns: 64,
        definitions: 0,
        identity: 0,
        watermark: 0
    )

    private static func timed<Value>(_ body: () throws -> Value) rethrows -> (Duration, Value) {
        let began = ContinuousClock.now
        let value = try body()
        return (ContinuousClock.now - began, value)
    }

    private static func report(_ name: String, _ time: Duration, _ bytes: Int, _ stored: Int? = nil)
    {
        let milliseconds = time / .milliseconds(1)
        let values = [
            String(format: "%.0f", milliseconds), megabytes(bytes), stored.map(megabytes) ?? "",
        ]
        print("| \(name) | \(values.joined(separator: " | ")) |")
    }

    private static func megabytes(_ bytes: Int) -> String {
        String(format: "%.1f", Double(bytes) / 1e6)
    }
}
