// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kafka
import Pipeline

/// Measures how long it takes from an event to the early record that counts it, and from the event
/// that decides a window to its final, both as a reader of the topics sees them.
///
/// The daemon runs beside it, with `out_of_orderness` as said and its two output topics made already.
struct Latency {
    /// One line of the result, times in ms.
    struct Percentiles: Codable {
        let name: String
        /// From 1 to `parts`, 0 for all of the time.
        let part: Int
        let ratePerSecond: Int
        let count: Int
        /// Probes that no early record counted.
        let lost: Int
        let p50: Int64
        let p99: Int64
        let p999: Int64
        let max: Int64
    }

    /// How long something took, and when that was, ms.
    private struct Delay {
        let moment: Int64
        let length: Int64
    }

    /// The shortest window of the daemon's settings, ms.
    private static let window: Int64 = 6_000
    /// How long is waited for the last values, ms: longer than a commit of the usual five seconds.
    private static let patience: Int64 = 10_000
    /// In how many parts what is measured is told, to see whether it drifts.
    private static let parts = 5

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

    /// Sends, waits, and prints lines of JSON for early values and for finals.
    ///
    /// A third of the time goes by before anything is measured.
    ///
    /// - Throws: what the broker refuses, and where nothing was seen.
    func run() throws {
        var load = try LatencyLoad(
            brokers: brokers,
            topic: topic,
            ratePerSecond: rate,
            seconds: seconds
        )
        print("ready")
        fflush(nil)
        guard readLine() != nil else { return }
        let early = try LatencyReader(brokers: brokers, topic: "\(topic)-early") { key in
            key.contains("|web.pageviews|") && key.contains("|6s|")
                && key.contains("campaign=\(LatencyLoad.probePrefix)")
        }
        let finals = try LatencyReader(brokers: brokers, topic: "\(topic)-finals") { key in
            key.contains("|web.pageviews|")
        }
        let threads = [early.start(), finals.start()]
        let begin = SystemClock.wall + Int64(seconds) * 1_000 / 3
        var probes: [String: Int64] = [:]
        let sent = try load.run { campaign, time in
            probes["|campaign=\(campaign)|\(time / Self.window * Self.window)"] = time
        }
        let end = SystemClock.wall
        print(#"{"begin":\#(begin),"end":\#(end)}"#)
        fflush(nil)
        SystemClock.sleep(milliseconds: Self.patience)
        early.stop()
        finals.stop()
        threads.forEach { $0.join() }
        FileHandle.standardError.write(Data("\(sent / seconds) events a second\n".utf8))
        let (seen, lost) = Self.delays(of: probes, in: early.all)
        try show("event to early record", seen, lost: lost, from: begin, to: end)
        let decided = finals.all.map { final in
            let moment = final.finalAt + outOfOrderness
            return Delay(moment: moment, length: final.arrival - moment)
        }
        try show("watermark to final", decided, lost: [], from: begin, to: end)
    }

    /// From each probe to the first early record of its shortest window, and when those were sent that
    /// have none.
    private static func delays(
        of probes: [String: Int64],
        in seen: [LatencyReader.Seen]
    ) -> (delays: [Delay], lost: [Int64]) {
        var left = probes
        let delays = seen.compactMap { record -> Delay? in
            let fields = record.key.split(separator: "|")
            guard fields.count >= 2 else { return nil }
            let name = "|\(fields[fields.count - 2])|\(fields[fields.count - 1])"
            return left.removeValue(forKey: name)
                .map { Delay(moment: $0, length: record.arrival - $0) }
        }
        return (delays, Array(left.values))
    }

    private func show(
        _ name: String,
        _ delays: [Delay],
        lost: [Int64],
        from begin: Int64,
        to end: Int64
    ) throws {
        let length = (end - begin) / Int64(Self.parts)
        for part in 0...Self.parts {
            let first = part == 0 ? begin : begin + Int64(part - 1) * length
            let span = first..<(part == 0 ? end : first + length)
            try show(
                name,
                part,
                delays.filter { span.contains($0.moment) }.map(\.length).sorted(),
                lost: lost.count { span.contains($0) }
            )
        }
    }

    private func show(_ name: String, _ part: Int, _ sorted: [Int64], lost: Int) throws {
        guard let last = sorted.last else {
            throw Arguments.Misuse(description: "\(name), part \(part): none seen; take longer")
        }
        func at(_ share: Double) -> Int64 {
            sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
        }
        let line = Percentiles(
            name: name,
            part: part,
            ratePerSecond: rate,
            count: sorted.count,
            lost: lost,
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
