// SPDX-License-Identifier: Apache-2.0

/// An endless, invented day-to-day of a shop: native events in the order of time.
///
/// Visitors of the website, mails, users of the app and readers of posts, with realistic rates and
/// a daily curve, and with what goes wrong in reality: duplicates, late events, broken records. The
/// same seed, start and size give the same bytes on every machine. Use it for the demo and for test
/// data; call it from one thread. It holds at most `pendingLimit` things that are still to happen
/// (32 bytes each); what does not fit is left out and counted in `StoryTally.thinned`.
public struct Story: Sendable {
    /// How many things can be pending unless said: open visits, unread mails, absent users.
    public static let pendingLimit = 262_144
    /// How many duplicates can be pending.
    public static let echoLimit = 64
    /// How many posts are alive at a time.
    public static let postCount = 12

    /// What was told so far.
    public internal(set) var tally = StoryTally()

    var random: StoryRandom
    var agenda: Agenda
    var calendar = StoryCalendar()
    let rates: StoryRates
    /// Makes the ids of one seed differ from those of another.
    let salt: UInt64
    /// Numbers given out so far: events, visitors, visits, mails, users of the app.
    var numbers = StoryNumbers()
    var posts: [StoryPost]
    var echoes: [Echo?]
    /// Where in the bytes the key lies.
    var key = 0..<0

    /// A record that will be repeated.
    struct Echo {
        var bytes: [UInt8]
        var channel: StoryChannel
        var key: Range<Int>
    }

    /// A story.
    ///
    /// - Parameters:
    ///   - seed: Every seed is another story.
    ///   - start: When it begins, ms since 1970 UTC, after 1 January 1970.
    ///   - eventsPerDay: About how many events a day has once everything is under way (from the
    ///     third day on); at least 1,000.
    ///   - pendingLimit: How many things can be pending; at least 1,000.
    public init(
        seed: UInt64,
        start: Int64,
        eventsPerDay: Int,
        pendingLimit: Int = Story.pendingLimit
    ) {
        precondition(start >= StoryCalendar.day, "a story begins after 1 January 1970")
        precondition(eventsPerDay >= 1_000, "a story has at least 1,000 events a day")
        precondition(pendingLimit >= 1_000, "a story keeps at least 1,000 things in mind")
        agenda = Agenda(capacity: pendingLimit)
        random = StoryRandom(seed: seed)
        salt = StoryRandom.mixed(seed ^ 0x5741_7279)
        rates = StoryRates(eventsPerDay: eventsPerDay)
        posts = (0..<Story.postCount).map { StoryPost(number: UInt64($0)) }
        echoes = Array(repeating: nil, count: Story.echoLimit)
        numbers.posts = UInt64(Story.postCount)
        for kind in [Appointment.Kind.arrival, .sending, .installation, .sight, .breakage] {
            schedule(Appointment(kind, at: start + random.number(0...999)))
        }
        for post in 0..<Story.postCount {
            let first = start + random.number(0...rates.reading)
            schedule(Appointment(.reading, at: first, thing: UInt64(post)))
        }
    }

    /// Tells the next record.
    ///
    /// - Parameter bytes: Receives the record in place of what it held; reuse it.
    /// - Returns: When, where and about whom the record is.
    /// - Complexity: O(log n) of what is pending; allocates nothing once `bytes` is large enough,
    ///   but for duplicates.
    public mutating func next(into bytes: inout [UInt8]) -> StoryRecord {
        bytes.removeAll(keepingCapacity: true)
        key = 0..<0
        let appointment = agenda.next()
        let channel = tell(appointment, into: &bytes)
        let isBroken = appointment.kind == .breakage
        tally.records[Int(channel.rawValue)] += 1
        if appointment.kind != .echo, !isBroken {
            plantEcho(of: bytes, channel, at: appointment.time)
        }
        return StoryRecord(time: appointment.time, channel: channel, key: key, isBroken: isBroken)
    }

    private mutating func tell(_ now: Appointment, into bytes: inout [UInt8]) -> StoryChannel {
        switch now.kind {
        case .arrival, .visit: tellWeb(now, into: &bytes)
        case .sending, .delivery, .refusal, .machineOpening, .opening, .click, .farewell:
            tellMail(now, into: &bytes)
        case .installation, .appUse, .screen: tellApp(now, into: &bytes)
        case .sight, .reading: tellSocial(now, into: &bytes)
        case .breakage: tellBroken(now, into: &bytes)
        case .echo: tellEcho(now, into: &bytes)
        }
    }

    /// Makes an appointment, unless too much is pending.
    mutating func schedule(_ appointment: Appointment) {
        if !agenda.add(appointment) { tally.thinned += 1 }
    }

    /// Makes the next appointment of something that goes on for ever.
    ///
    /// There is always room: the appointment that is being kept has just left the agenda.
    mutating func goOn(_ now: Appointment, mean: Double, busyness: [Double]) {
        var time = now.time
        while true {
            let factor = busyness[StoryCalendar.hour(of: time)]
            let wait = random.wait(mean: mean / factor)
            let end = (time / StoryCalendar.hour + 1) * StoryCalendar.hour
            // Waiting forgets how long it has waited: past the hour it begins anew.
            if time + wait < end {
                return schedule(now.then(now.kind, after: time + wait - now.time))
            }
            time = end
        }
    }

    // MARK: - Fields

    /// Begins an event: type, time and id; some events are minutes old by now.
    mutating func open(_ type: String, _ time: Int64, canBeLate: Bool, into bytes: inout [UInt8]) {
        let received = time
        var time = time
        if canBeLate, random.chance(30) {
            time -= random.number(3 * StoryCalendar.minute...9 * StoryCalendar.minute)
            tally.late += 1
        }
        bytes.put("{\"type\":\"", type)
        bytes.put(",\"time\":\"")
        calendar.put(time, into: &bytes)
        bytes.put("\",\"received\":\"")
        calendar.put(received, into: &bytes)
        bytes.put("\",\"id\":\"")
        numbers.events += 1
        bytes.put(hex: StoryRandom.mixed(salt &+ numbers.events), digits: 16)
        bytes.append(0x22)
    }

    /// Adds an id made of a prefix and a spread number.
    func put(_ name: String, id number: UInt64, into bytes: inout [UInt8]) {
        bytes.put(name)
        bytes.put(hex: StoryRandom.mixed(salt ^ number &* 0x2545_F491_4F6C_DD1D), digits: 12)
        bytes.append(0x22)
    }

    /// Adds an id that is also the record's key.
    mutating func put(_ name: String, key number: UInt64, into bytes: inout [UInt8]) {
        put(name, id: number, into: &bytes)
        key = bytes.count - 15..<bytes.count - 1
    }
}

/// How many of each kind of thing there were.
struct StoryNumbers {
    var events: UInt64 = 0
    var visitors: UInt64 = 0
    var visits: UInt64 = 0
    var mails: UInt64 = 0
    var users: UInt64 = 0
    var posts: UInt64 = 0
}
