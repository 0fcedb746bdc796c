// SPDX-License-Identifier: Apache-2.0

/// Mails and what becomes of them.
extension Story {
    /// How many recipients there are.
    private static let recipients: UInt64 = 400_000

    /// The next event of a mail, or the sending of a new one.
    mutating func tellMail(_ now: Appointment, into bytes: inout [UInt8]) -> StoryChannel {
        switch now.kind {
        case .delivery: deliver(now, into: &bytes)
        case .refusal:
            tellMail("message_bounced", now, into: &bytes)
            bytes.put(",\"subtype\":\"", random.chance(6_000) ? "hard" : "soft")
        case .machineOpening:
            tally.machine += 1
            tellMail("message_opened", now, into: &bytes)
            bytes.put(",\"subtype\":\"machine\",\"human\":false")
        case .opening: read(now, into: &bytes)
        case .click:
            tally.clicked += 1
            tellMail("message_clicked", now, into: &bytes)
            bytes.put(",\"object\":\"https://shop.example/offers/")
            bytes.put(decimal: now.thing % 40)
            bytes.append(0x22)
        case .farewell:
            tally.unsubscribed += 1
            tellMail("unsubscribed", now, into: &bytes)
        default: send(now, into: &bytes)
        }
        bytes.append(0x7D)
        return .email
    }

    private mutating func send(_ now: Appointment, into bytes: inout [UInt8]) {
        goOn(now, mean: rates.sending, busyness: StoryCalendar.campaigns)
        numbers.mails += 1
        tally.sent += 1
        var mail = Appointment(.sending, at: now.time, actor: random.below(Self.recipients))
        mail.thing = numbers.mails
        tellMail("message_sent", mail, into: &bytes)
        if random.chance(9_700) {
            schedule(mail.then(.delivery, after: random.number(800...40_000)))
        } else {
            schedule(mail.then(.refusal, after: random.number(1_000...120_000)))
        }
    }

    private mutating func deliver(_ mail: Appointment, into bytes: inout [UInt8]) {
        tally.delivered += 1
        tellMail("message_delivered", mail, into: &bytes)
        if random.chance(1_500) {
            schedule(mail.then(.machineOpening, after: random.number(500...30_000)))
        }
        if random.chance(3_000) {
            let soon = random.wait(mean: 40 * 60_000)
            let later = random.chance(2_500) ? random.wait(mean: 5 * 3_600_000) : 0
            schedule(mail.then(.opening, after: 30_000 + soon + later))
        }
    }

    private mutating func read(_ mail: Appointment, into bytes: inout [UInt8]) {
        tellMail("message_opened", mail, into: &bytes)
        if mail.step > 0 { return }
        tally.opened += 1
        var next = mail
        next.step = 1
        if random.chance(1_200) {
            schedule(next.then(.click, after: random.number(3_000...90_000)))
        } else if random.chance(80) {
            schedule(next.then(.farewell, after: random.number(5_000...60_000)))
        }
        if random.chance(1_500) {
            schedule(next.then(.opening, after: random.wait(mean: 3_600_000)))
        }
    }

    /// Writes what every event of a mail says.
    private mutating func tellMail(_ type: String, _ mail: Appointment, into bytes: inout [UInt8]) {
        // No mail is late: delays would turn the order of its life around.
        open(type, mail.time, canBeLate: false, into: &bytes)
        put(",\"message\":\"m-", key: mail.thing | 2 << 40, into: &bytes)
        let actor = StoryRandom.mixed(salt &+ mail.actor)
        bytes.put(",\"recipient\":\"reader-")
        bytes.put(decimal: mail.actor, digits: 6)
        bytes.put("@mail.example\",\"channel\":\"email\"")
        bytes.put(",\"campaign\":\"", StoryCast.one(of: StoryCast.campaigns, by: mail.thing))
        bytes.put(",\"list\":\"", mail.actor & 1 == 0 ? "customers" : "subscribers")
        bytes.put(",\"country\":\"", StoryCast.one(of: StoryCast.countries, by: actor))
        bytes.put(",\"segment\":\"", StoryCast.one(of: StoryCast.segments, by: actor >> 24))
    }
}
