// SPDX-License-Identifier: Apache-2.0

import Story

/// The story of the demo: a quiet past, then a present as busy as one wants to see it.
///
/// The past has few events so that it is soon told. The present begins some minutes ago, so that all
/// of its visits are under way by now.
struct DemoStory {
    /// Events of a day of the past.
    private static let pastEventsPerDay = 30_000
    /// How long ago the present began, ms.
    private static let warmUp: Int64 = 400_000
    /// The most records of that time; at high rates it is shorter, and the rate is reached later.
    private static let warmUpRecords: Int64 = 40_000
    /// A trial day that tells how busy this hour is.
    private static let trialEventsPerDay = 1_000_000

    /// The next record's bytes.
    private(set) var bytes: [UInt8] = []
    /// The next record.
    private(set) var record: StoryRecord
    private var story: Story
    /// Where the present begins, ms.
    private let turn: Int64
    private let presentEventsPerDay: Int
    private var isPast = true

    /// A story that begins in the past.
    ///
    /// - Parameters:
    ///   - start: ms since 1970.
    ///   - now: ms since 1970.
    ///   - rate: events a second of the present.
    init(start: Int64, now: Int64, rate: Int) {
        turn = now - min(Self.warmUp, Self.warmUpRecords * 1_000 / Int64(rate))
        let mean = Double(rate) * 86_400 / Self.busyness(at: now)
        presentEventsPerDay = max(1_000, Int(mean))
        story = Story(seed: 1, start: start, eventsPerDay: Self.pastEventsPerDay)
        record = story.next(into: &bytes)
    }

    /// Goes on to the next record.
    mutating func advance() {
        record = story.next(into: &bytes)
        guard isPast, record.time >= turn else { return }
        isPast = false
        story = Story(seed: 2, start: turn, eventsPerDay: presentEventsPerDay)
        record = story.next(into: &bytes)
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
