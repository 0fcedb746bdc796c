// SPDX-License-Identifier: Apache-2.0

import Foundation
import Pipeline

/// Sends page views, clicks and impressions at a constant rate until it is ended.
struct Feed {
    private static let tickMilliseconds: Int64 = 10
    private static let tellEvery: Int64 = 100

    private let brokers: String
    private let topic: String
    private let rate: Int
    private let values: Int

    init(_ arguments: Arguments) throws(Arguments.Misuse) {
        brokers = try arguments.text("brokers")
        topic = try arguments.text("topic")
        rate = try arguments.number("rate")
        values = try arguments.number("values", or: 1)
    }

    /// Sends to a topic of six partitions, and prints ten times a second how many it has sent.
    ///
    /// With `--values N` above one the campaigns of events are N different ones in turn.
    ///
    /// - Throws: what the broker refuses.
    func run() throws {
        var load = try SteadyLoad(
            brokers: brokers,
            topic: topic,
            rate: rate,
            values: values,
            lingerMilliseconds: 20
        )
        var told = SystemClock.wall
        while true {
            let now = SystemClock.wall
            try load.send(at: now)
            if now - told >= Self.tellEvery {
                told = now
                print("sent \(load.sent)")
                fflush(nil)
            }
            SystemClock.sleep(milliseconds: Self.tickMilliseconds)
        }
    }
}
