// SPDX-License-Identifier: Apache-2.0

/// Users of the app: they install it, and some come back the next day.
extension Story {
    /// The next event of a user, or a new installation.
    mutating func tellApp(_ now: Appointment, into bytes: inout [UInt8]) -> StoryChannel {
        switch now.kind {
        case .appUse: begin(now, into: &bytes)
        case .screen: look(now, into: &bytes)
        default: install(now, into: &bytes)
        }
        bytes.append(0x7D)
        return .app
    }

    private mutating func install(_ now: Appointment, into bytes: inout [UInt8]) {
        goOn(now, mean: rates.installation, busyness: StoryCalendar.bustle)
        numbers.users += 1
        tally.installs += 1
        let today = UInt64(now.time / StoryCalendar.day)
        let user = Appointment(.installation, at: now.time, actor: numbers.users, thing: today)
        tellUser("install", user, into: &bytes)
        bytes.put(",\"campaign\":\"", StoryCast.one(of: StoryCast.campaigns, by: numbers.users))
        // The app is opened at once, so that the first day of use is the day of installation.
        let left = Int64(today + 1) * StoryCalendar.day - 1 - now.time
        schedule(user.then(.appUse, after: min(random.number(2_000...20_000), left)))
        if random.chance(3_500) {
            comeBack(user, afterDays: 1)
        } else if random.chance(1_200) {
            comeBack(user, afterDays: random.number(2...5))
        }
    }

    /// Makes the appointment for another day, at a busy hour.
    private mutating func comeBack(_ user: Appointment, afterDays days: Int64) {
        var next = user
        next.step += 1
        let midnight = user.time / StoryCalendar.day * StoryCalendar.day
        let hour = random.number(6...21) * StoryCalendar.hour
        next.time = midnight + days * StoryCalendar.day + hour
        schedule(next.then(.appUse, after: random.number(0...StoryCalendar.hour)))
    }

    private mutating func begin(_ now: Appointment, into bytes: inout [UInt8]) {
        tellUser("app_open", now, into: &bytes)
        let today = UInt64(now.time / StoryCalendar.day)
        if now.step == 1, today == now.thing + 1 { tally.returned += 1 }
        var user = now
        user.thing = random.next() >> 32
        user.left = UInt16(random.number(2...7))
        schedule(user.then(.screen, after: random.number(500...3_000)))
        if now.step > 0, now.step < 30, random.chance(5_500) { comeBack(now, afterDays: 1) }
    }

    private mutating func look(_ now: Appointment, into bytes: inout [UInt8]) {
        tellUser("screen_view", now, into: &bytes)
        bytes.put(
            ",\"object\":\"",
            StoryCast.one(of: StoryCast.screens, by: now.thing &+ UInt64(now.left))
        )
        if now.left == 0 { return }
        var next = now
        next.left -= 1
        schedule(next.then(.screen, after: 1_500 + random.wait(mean: 18_000)))
    }

    private mutating func tellUser(_ type: String, _ user: Appointment, into bytes: inout [UInt8]) {
        open(type, user.time, canBeLate: type == "screen_view", into: &bytes)
        let actor = StoryRandom.mixed(salt &+ (user.actor | 3 << 40))
        put(",\"device\":\"d-", key: user.actor | 3 << 40, into: &bytes)
        if actor >> 40 & 3 == 0 {
            bytes.put(",\"user\":\"member-")
            bytes.put(decimal: user.actor)
            bytes.append(0x22)
        }
        bytes.put(
            ",\"channel\":\"app\",\"country\":\"",
            StoryCast.one(of: StoryCast.countries, by: actor)
        )
        bytes.put(",\"platform\":\"", StoryCast.one(of: StoryCast.phones, by: actor >> 8))
        bytes.put(",\"segment\":\"", StoryCast.one(of: StoryCast.segments, by: actor >> 24))
        bytes.put(",\"label\":\"build-4.12.0\"")
    }
}
