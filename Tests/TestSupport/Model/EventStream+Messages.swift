// SPDX-License-Identifier: Apache-2.0

import Events

/// Scripts of messages, posts and what nobody waits for.
extension EventStream {
    /// One message's life, with parts missing and in any order.
    mutating func message() {
        let message = UInt64(random.number(1...30))
        let channel: Channel = random.pick([.email, .email, .email, .push])
        let sent = moment()
        let delivered = sent + random.number(0...10 * Self.minute)
        let reach = random.chance(80) ? Self.hour : 2 * configuration.attribution
        func later(_ random: inout SplitMix64) -> Int64 {
            delivered + random.number(-Self.minute...reach)
        }
        var life: [(EventType, Subtype, Int64)] = []
        if random.chance(90) { life.append((.messageSent, .none, sent)) }
        if random.chance(90) { life.append((.messageDelivered, .none, delivered)) }
        if random.chance(10) { life.append((.messageDelivered, .none, later(&random))) }
        if random.chance(12) { life.append((.messageBounced, .hard, later(&random))) }
        if random.chance(8) { life.append((.messageBounced, .soft, later(&random))) }
        while random.chance(50) { life.append((.messageOpened, .none, later(&random))) }
        if random.chance(30) { life.append((.messageClicked, .none, later(&random))) }
        while random.chance(30) {
            // About where a click is too quick for a person.
            life.append((.messageClicked, .none, delivered + random.number(-1_500...4_500)))
        }
        if random.chance(10) { life.append((.messageClicked, .unsubscribe, later(&random))) }
        if random.chance(15) { life.append((.unsubscribed, .none, later(&random))) }
        if random.chance(10) { life.append((.complained, .none, later(&random))) }
        if random.chance(10) { life.append((.messageDeferred, .none, sent)) }
        for (type, subtype, time) in life {
            var event = Event()
            (event.type, event.subtype, event.channel, event.time) = (type, subtype, channel, time)
            event.message = random.chance(97) ? message : 0
            if type == .messageOpened, random.chance(20) { event.flags.insert(.nonHuman) }
            if type == .messageClicked { name(&event, actor: random.number(0...9), as: 50) }
            send(event)
        }
    }

    /// Clicks on several links of one message at about the same time, as of a machine that looks at
    /// every link, and what else becomes of the message.
    mutating func burst() {
        let message = UInt64(random.number(31...45))
        let delivered = moment()
        var times: [(EventType, Int64)] = []
        if random.chance(90) { times.append((.messageDelivered, delivered)) }
        if random.chance(30) { times.append((.messageOpened, delivered + 20_000)) }
        for _ in 0..<random.number(1...2) {
            let begin = delivered + random.number(-2_000...random.pick([9_000, Self.hour]))
            for _ in 0..<random.number(1...5) {
                times.append((.messageClicked, begin + random.number(-500...1_500)))
            }
        }
        for (type, time) in times {
            var event = Event()
            (event.type, event.channel, event.time) = (type, .email, time)
            event.message = message
            // Some links are taken for each other, some have no name.
            if type == .messageClicked, random.chance(90) {
                event.object = UInt64(random.number(1...40))
            }
            send(event)
        }
    }

    /// A post: who saw it, who reacted, and the platform's own totals.
    mutating func post() {
        let object = UInt64(random.number(1...3))
        let source = random.chance(80) ? 0 : 1
        let types: [EventType] = [
            .impression, .impression, .contentView, .reaction, .comment, .share, .save, .linkClick,
        ]
        var time = moment()
        var total = random.number(0...500)
        for _ in 0..<random.number(4...14) {
            var event = Event()
            event.channel = .social
            event.time = time
            event.object = object
            if random.chance(30) {
                event.type = .totals
                total += random.number(-2...60)
                let metrics = [TotalsMetric.impressions, .reach, .reactions, .comments, .fans]
                for metric in metrics where random.chance(60) {
                    event.totals[Int(metric.rawValue)] = Double(total)
                }
            } else {
                event.type = random.pick(types)
                if random.chance(70) { name(&event, actor: random.number(0...11), as: 30) }
                if random.chance(20) { event.flags.insert(.paid) }
            }
            send(event, source: source)
            time += random.number(0...span / 10)
        }
    }

    /// Events of unwanted types, or of types that belong to another channel.
    mutating func noise() {
        var event = Event()
        event.type = random.pick(EventType.allCases)
        event.channel =
            random.chance(50) ? event.type.defaultChannel : random.pick(Channel.allCases)
        event.time = moment()
        event.object = UInt64(random.number(0...3))
        event.session = UInt64(random.number(0...2))
        name(&event, actor: random.number(0...11), as: 30)
        send(event)
    }
}
