// SPDX-License-Identifier: Apache-2.0

import KPIs

/// Logs rejected input: of each topic and reason the first at once, then one at most each ten minutes
/// while there are more.
///
/// Pure but for `tell`; times are given.
struct ToldRejections {
    /// A rejection, and how many of its topic and reason there were since the one told before.
    struct Line: Equatable {
        /// The newest one.
        let example: RejectionExample
        /// Counts it, too.
        let count: UInt64
    }

    private struct Kind: Hashable {
        let topic: String
        let reason: String
    }

    /// How long a topic and reason are not told again, ms.
    static let interval: Int64 = 600_000

    private var told: [Kind: (count: UInt64, time: Int64)] = [:]

    /// What is to be told now, which is not to be told again soon.
    ///
    /// - Parameters:
    ///   - rejections: the newest of each topic and reason.
    ///   - now: monotonic time, ms.
    /// - Returns: those of which nothing was told for a while, in the order given.
    mutating func take(_ rejections: [RejectionExample], now: Int64) -> [Line] {
        rejections.compactMap { example in
            let kind = Kind(topic: example.topic, reason: example.reason)
            let last = told[kind]
            if let last {
                guard example.count > last.count, now - last.time >= Self.interval else {
                    return nil
                }
            }
            told[kind] = (example.count, now)
            return Line(example: example, count: example.count - (last?.count ?? 0))
        }
    }

    /// Logs what is to be told now: where it lies and what is wrong, nothing of what it holds.
    ///
    /// - Parameters:
    ///   - rejections: the newest of each topic and reason.
    ///   - now: monotonic time, ms.
    ///   - log: is told.
    mutating func tell(_ rejections: [RejectionExample], now: Int64, _ log: Log) {
        for line in take(rejections, now: now) {
            log.warning("input is rejected; the newest of its topic and reason:", line.fields)
        }
    }
}

extension ToldRejections.Line {
    /// Where the example lies, why it was rejected, and how many there were.
    var fields: [(String, String)] {
        [
            ("topic", example.topic), ("partition", "\(example.partition)"),
            ("offset", "\(example.offset)"),
        ]
            + (example.index.map { [("index", "\($0)")] } ?? [])
            + [
                ("reason", example.reason), ("count", "\(count)"), ("error", example.error),
            ]
    }
}
