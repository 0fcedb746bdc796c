// SPDX-License-Identifier: Apache-2.0

import Story

/// The story of the demo: a quiet past at any speed, then a busy present at a given rate.
///
/// The past has few events so that it is soon told; the present has as many as one wants to see.
struct DemoStory {
    /// Events of a day of the past.
    private static let pastEventsPerDay = 40_000
    /// How long the present was under way when it begins to be told, ms.
    private static let warmUp: Int64 = 600_000
    /// The most records that are left out for it.
    private static let warmUpRecords = 60_000
    /// A trial day that tells how busy this hour is.
    private static let trialEventsPerDay = 1_000_000

    /// The next record's bytes.
    private(set) var bytes: [UInt8] = []
    /// The next record.
    private(set) var record: StoryRecord
    private var story: Story
    private let rate: Int

    /// A story that begins in the past.
    ///
    /// - Parameters:
    ///   - start: ms since 1970.
    ///   - rate: events a second of the present.
    init(start: Int64, rate: Int) {
        story = Story(seed: 1, start: start, eventsPerDay: Self.pastEventsPerDay)
        record = story.next(into: &bytes)
        self.rate = rate
    }

    /// Goes on to the next record.
    mutating func advance() { record = story.next(into: &bytes) }

    /// Goes on with the present: the next record is the first one from this time on.
    mutating func goLive(at now: Int64) {
        let past = min(Self.warmUp, Int64(Self.warmUpRecords / rate) * 1_000)
        let eventsPerDay = Double(rate) * 86_400 / Self.busyness(at: now)
        story = Story(seed: 2, start: now - past, eventsPerDay: max(1_000, Int(eventsPerDay)))
        repeat { advance() } while record.time < now
    }

    /// How many events happen at a time, as a multiple of the day's mean.
    private static func busyness(at now: Int64) -> Double {
        var trial = Story(seed: 2, start: now - 2 * warmUp, eventsPerDay: trialEventsPerDay)
        var bytes: [UInt8] = []
        var count = 0
        while true {
            let time = trial.next(into: &bytes).time
            if time >= now { break }
            if time >= now - warmUp { count += 1 }
        }
        let mean = Double(trialEventsPerDay) * Double(warmUp) / 86_400_000
        return max(Double(count) / mean, 0.01)
    }
}
