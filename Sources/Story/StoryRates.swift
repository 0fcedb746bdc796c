// SPDX-License-Identifier: Apache-2.0

/// Mean times between the things that go on for ever, ms.
struct StoryRates {
    let arrival: Double
    let sending: Double
    let installation: Double
    let sight: Double
    let breakage: Double
    /// How often a platform tells the totals of a post: every 15 minutes, less often where that would
    /// be more than a fiftieth of the story.
    let reading: Int64

    /// Shares of the events of a day: web 55 %, mail 20 %, app 15 %, social 10 %.
    init(eventsPerDay: Int) {
        let day = Double(StoryCalendar.day)
        let events = Double(eventsPerDay)
        // Divisors: events of a mean visit, mail and installation with all that follows.
        arrival = day / (events * 0.55 / 4.4)
        sending = day / (events * 0.20 / 2.6)
        installation = day / (events * 0.15 / 12.6)
        sight = day / (events * 0.10)
        breakage = day / (events * 0.0005)
        reading = max(900_000, Int64(Double(Story.postCount) * day / (events * 0.02)))
    }
}
