// SPDX-License-Identifier: Apache-2.0

/// Visitors of the website.
extension Story {
    /// The next event of a visit, or the first one of a new visit.
    mutating func tellWeb(_ now: Appointment, into bytes: inout [UInt8]) -> StoryChannel {
        if now.kind == .arrival {
            goOn(now, mean: rates.arrival, busyness: StoryCalendar.bustle)
            let visit = newVisit(at: now.time)
            tellPage(visit, into: &bytes)
            follow(visit)
            return .web
        }
        var visit = now
        visit.step += 1
        if visit.traits & Trait.signsIn != 0, visit.traits & Trait.isSignedIn == 0 {
            visit.traits |= Trait.isSignedIn
            tellSimple("alias", visit, into: &bytes)
        } else if visit.left == 0 {
            tellLast(visit, into: &bytes)
            return .web
        } else {
            let dice = random.below(100)
            if dice < 34 {
                tellPing(visit, into: &bytes)
            } else if dice < 46 {
                tellInteraction(visit, into: &bytes)
            } else {
                visit.left -= 1
                tellPage(visit, into: &bytes)
            }
        }
        follow(visit)
        return .web
    }

    private mutating func newVisit(at time: Int64) -> Appointment {
        numbers.visits += 1
        tally.visits += 1
        let isKnown = numbers.visitors > 100 && random.chance(3_500)
        // Who comes back was here not long ago; so nobody has to be remembered.
        let visitor = numbers.visitors - (isKnown ? random.below(min(numbers.visitors, 20_000)) : 0)
        if !isKnown { numbers.visitors += 1 }
        var visit = Appointment(.visit, at: time, actor: isKnown ? visitor : numbers.visitors)
        visit.thing = numbers.visits
        if random.chance(3_000) { visit.traits |= Trait.hasCampaign }
        if random.chance(4_500) {
            visit.traits |= Trait.bounces
            tally.bounces += 1
            return visit
        }
        visit.left = 1
        while visit.left < 12, random.chance(6_500) { visit.left += 1 }
        if random.chance(600) { visit.traits |= Trait.converts }
        if random.chance(800) { visit.traits |= Trait.signsIn }
        return visit
    }

    /// Makes the appointment for what the visitor does next, if anything.
    private mutating func follow(_ visit: Appointment) {
        if visit.traits & Trait.bounces != 0 {
            if random.chance(3_000) {
                schedule(visit.then(.visit, after: random.number(2_000...8_000)))
            }
        } else if visit.left > 0 {
            schedule(visit.then(.visit, after: 4_000 + random.wait(mean: 22_000)))
        } else if visit.traits & Trait.converts != 0 || random.chance(4_000) {
            schedule(visit.then(.visit, after: random.number(10_000...60_000)))
        }
    }

    /// The last event of a visit: a conversion, or a sign that the page was read.
    private mutating func tellLast(_ visit: Appointment, into bytes: inout [UInt8]) {
        guard visit.traits & Trait.converts != 0 else { return tellPing(visit, into: &bytes) }
        tally.conversions += 1
        let dice = random.below(10)
        open(
            dice < 6 ? "order" : dice < 8 ? "conversion" : "lead",
            visit.time,
            canBeLate: true,
            into: &bytes
        )
        tellVisitor(visit, into: &bytes)
        bytes.put(",\"channel\":\"web\",\"name\":\"", dice < 6 ? "purchase" : "signup")
        bytes.put(",\"object\":\"o-")
        bytes.put(decimal: visit.thing)
        bytes.append(0x22)
        if dice < 6 {
            bytes.put(",\"value\":")
            bytes.put(decimal: 9 + random.below(240))
            bytes.put(".90,\"currency\":\"EUR\"")
        }
        bytes.append(0x7D)
    }

    private mutating func tellPage(_ visit: Appointment, into bytes: inout [UInt8]) {
        open("page_view", visit.time, canBeLate: true, into: &bytes)
        tellVisitor(visit, into: &bytes)
        let page = random.next()
        bytes.put(
            ",\"object\":\"https://shop.example/",
            StoryCast.one(of: StoryCast.categories, by: page)
        )
        bytes.removeLast()
        bytes.put("/item-")
        bytes.put(decimal: StoryCast.popular(by: page >> 32))
        let isEntry = visit.step == 0
        if isEntry, visit.traits & Trait.hasCampaign != 0 {
            bytes.put(
                "?utm_source=mail&utm_medium=",
                StoryCast.one(of: StoryCast.media, by: visit.thing)
            )
            bytes.removeLast()
            bytes.put("&utm_campaign=", StoryCast.one(of: StoryCast.campaigns, by: visit.thing))
        } else {
            bytes.append(0x22)
        }
        if isEntry, page >> 20 & 3 != 0 {
            bytes.put(",\"referrer\":\"", StoryCast.one(of: StoryCast.referrers, by: page >> 24))
        }
        bytes.append(0x7D)
    }

    private mutating func tellPing(_ visit: Appointment, into bytes: inout [UInt8]) {
        open("engagement", visit.time, canBeLate: true, into: &bytes)
        tellVisitor(visit, into: &bytes)
        bytes.put(",\"value\":")
        bytes.put(decimal: 1_000 + random.below(14_000))
        bytes.append(0x7D)
    }

    private mutating func tellInteraction(_ visit: Appointment, into bytes: inout [UInt8]) {
        open("interaction", visit.time, canBeLate: true, into: &bytes)
        tellVisitor(visit, into: &bytes)
        bytes.put(",\"name\":\"", random.chance(5_000) ? "add_to_basket" : "filter")
        bytes.append(0x7D)
    }

    private mutating func tellSimple(
        _ type: String,
        _ visit: Appointment,
        into bytes: inout [UInt8]
    ) {
        open(type, visit.time, canBeLate: false, into: &bytes)
        tellVisitor(visit, into: &bytes)
        bytes.append(0x7D)
    }

    private mutating func tellVisitor(_ visit: Appointment, into bytes: inout [UInt8]) {
        let actor = StoryRandom.mixed(salt &+ visit.actor)
        put(",\"anonymous\":\"a-", key: visit.actor, into: &bytes)
        if visit.traits & Trait.isSignedIn != 0 {
            bytes.put(",\"user\":\"u-")
            bytes.put(decimal: visit.actor)
            bytes.append(0x22)
        }
        put(",\"session\":\"s-", id: visit.thing | 1 << 40, into: &bytes)
        bytes.put(",\"country\":\"", StoryCast.one(of: StoryCast.countries, by: actor))
        bytes.put(",\"browser\":\"", StoryCast.one(of: StoryCast.browsers, by: actor >> 8))
        bytes.put(",\"platform\":\"", StoryCast.one(of: StoryCast.systems, by: actor >> 16))
        bytes.put(",\"segment\":\"", StoryCast.one(of: StoryCast.segments, by: actor >> 24))
    }
}
