// SPDX-License-Identifier: Apache-2.0

import Events

/// Scripts of answers, money and the journey.
extension EventStream {
    /// One person's answers, orders, messages and steps, and what was spent meanwhile.
    mutating func feedback() {
        let types: [EventType] = [
            .surveyInvited, .surveyInvited, .surveyAnswered, .surveyAnswered, .review, .mention,
            .comment, .spend, .spend, .lead, .order, .order, .directMessage, .directMessage,
            .participation, .reservation, .linkClick, .impression, .messageClicked, .pageView,
            .stage,
        ]
        let actor = random.number(0...5)
        let thread = UInt64(random.number(0...2))
        var time = moment()
        for _ in 0..<random.number(2...14) {
            var event = Event()
            event.type = random.pick(types)
            event.channel =
                random.chance(90) ? event.type.defaultChannel : random.pick(Channel.allCases)
            event.time = time
            event.object = UInt64(random.number(0...2))
            event.thread = thread
            if random.chance(20) { event.flags.insert(.paid) }
            if random.chance(90) { name(&event, actor: actor, as: 40) }
            send(event, source: random.chance(85) ? 0 : 1)
            time += random.number(0...random.pick([0, Self.minute, Self.hour, 6 * Self.hour]))
        }
    }
}
