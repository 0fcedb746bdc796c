// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kafka
import Pipeline

/// Measures how long it takes from an event to the early record that counts it, and from the event
/// that decides a window to its final, both as a reader of the topics sees them.
///
/// The daemon runs beside it, with `out_of_orderness` as said and its two output topics made already.
struct Latency {
    /// One line of the result.
    struct Percentiles: Codable {
        let name: String
        let ratePerSecond: Int
        let count: Int
        let p50: Int64
        let p99: Int64
        let p999: Int64
        let max: Int64
    }

    /// The shortest window of the daemon's settings, ms.
    private static let window: Int64 = 6_000

    private let brokers: String
    private let topic: String
    private let rate: Int
    private let seconds: Int
    private let outOfOrderness: Int64

    init(_ arguments: Arguments) throws(Arguments.Misuse) {
        brokers = try arguments.text("brokers")
        topic = try arguments.text("topic")
        rate = try arguments.number("rate")
        seconds = try arguments.number("seconds")
        outOfOrderness = Int64(try arguments.number("out-of-orderness-ms"))
    }

    /// Sends, waits, and prints a line of JSON for early values and one for finals, times in ms.
    ///
    /// A third of the time goes by before anything is measured.
    func run() throws {
        let load = try LatencyLoad(
            brokers: brokers,
            topic: topic,
            ratePerSecond: rate,
            seconds: seconds
        )
        print("ready")
        fflush(nil)
        guard readLine() != nil else { return }
        let early = try LatencyReader(brokers: brokers, topic: "\(topic)-early")
        let finals = try LatencyReader(brokers: brokers, topic: "\(topic)-finals")
        let threads = [early.start(), finals.start()]
        let begin = SystemClock.wall + Int64(seconds) * 1_000 / 3
        var probes: [String: Int64] = [:]
        let sent = try load.run { campaign, time in
            probes["|campaign=\(campaign)|\(time / Self.window * Self.window)"] = time
        }
        SystemClock.sleep(milliseconds: 2_000)
        early.stop()
        finals.stop()
        threads.forEach { $0.join() }
        FileHandle.standardError.write(Data("\(sent / seconds) events a second\n".utf8))
        try show("event to early record", Self.delays(of: probes, in: early.all, from: begin))
        let decided = finals.all.filter { $0.finalAt + outOfOrderness >= begin }
        try show("watermark to final", decided.map { $0.arrival - $0.finalAt - outOfOrderness })
    }

    /// From each probe to the first early record of its shortest window.
    private static func delays(
        of probes: [String: Int64],
        in seen: [LatencyReader.Seen],
        from begin: Int64
    ) -> [Int64] {
        var left = probes.filter { $0.value >= begin }
        return seen.compactMap { record in
            guard record.key.contains("|web.pageviews|"), record.key.contains("|6s|") else {
                return nil
            }
            let fields = record.key.split(separator: "|")
            guard fields.count >= 2 else { return nil }
            let name = "|\(fields[fields.count - 2])|\(fields[fields.count - 1])"
            return left.removeValue(forKey: name).map { record.arrival - $0 }
        }
    }

    private func show(_ name: String, _ delays: [Int64]) throws {
        let sorted = delays.sorted()
        guard let last = sorted.last else {
            throw Arguments.Misuse(description: "\(name): none seen")
        }
        func at(_ share: Double) -> Int64 {
            sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
        }
        let line = Percentiles(
            name: name,
            ratePerSecond: rate,
            count: sorted.count,
            p50: at(0.5),
            p99: at(0.99),
            p999: at(0.999),
            max: last
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        print(String(decoding: try encoder.encode(line), as: UTF8.self))
    }
}
