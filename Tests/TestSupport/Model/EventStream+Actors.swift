// SPDX-License-Identifier: Apache-2.0

import Events

/// Scripts of visitors and of users of the app.
extension EventStream {
    /// How an event names who did it.
    private enum Naming: CaseIterable { case anonymous, device, both, signedIn, user, nobody }

    /// A time of the story, ms since 1970.
    mutating func moment() -> Int64 { begin + random.number(0...span) }

    /// Names who did it: few ids, so that devices change hands and users change devices.
    mutating func name(_ event: inout Event, actor: Int64, as percentSignedIn: Int) {
        let device = UInt64(0x2000 + actor)
        let user = UInt64(0x1000 + (random.chance(90) ? actor / 2 : random.number(0...3)))
        var naming = actor % 2 == 0 ? Naming.anonymous : .device
        if random.chance(percentSignedIn) { naming = .signedIn }
        if random.chance(10) { naming = random.pick(Naming.allCases) }
        switch naming {
        case .anonymous: event.anonymous = device
        case .device: event.device = device
        case .both: (event.anonymous, event.device) = (device, device + 0x1000)
        case .signedIn:
            if actor % 2 == 0 { event.anonymous = device } else { event.device = device }
            event.user = user
        case .user: event.user = user
        case .nobody: break
        }
    }

    /// The time to the next event: seconds mostly, sometimes just about the timeout.
    private mutating func pause(timeout: Int64) -> Int64 {
        switch random.number(0...19) {
        case 0: return timeout + random.number(-1...1)
        case 1: return random.number(0...2 * timeout)
        case 2: return random.number(0...3)
        case 3: return configuration.engagedAfter + random.number(-1...1)
        default: return random.number(0...Self.minute)
        }
    }

    /// A web visitor's page views, pings and orders.
    mutating func visit() {
        let actor = random.number(0...11)
        let session: UInt64 = random.chance(25) ? UInt64(random.number(1...3)) : 0
        let signsIn = random.chance(30) ? 40 : 5
        let types: [EventType] = [
            .pageView, .pageView, .pageView, .engagement, .engagement, .interaction, .conversion,
            .order, .lead, .sessionStart, .alias,
        ]
        var time = moment()
        for _ in 0..<random.number(1...10) {
            var event = Event()
            event.type = random.pick(types)
            event.channel = .web
            event.time = time
            event.session = session
            event.object = UInt64(random.number(1...5))
            name(&event, actor: actor, as: signsIn)
            if random.chance(3) { event.flags.insert(.nonHuman) }
            send(event)
            time += pause(timeout: configuration.sessionTimeout)
        }
    }

    /// A person's use of the app on some days, with the installation somewhere.
    mutating func useOfApp() {
        let actor = random.number(0...9)
        let types: [EventType] = [
            .screenView, .screenView, .screenView, .appOpen, .interaction, .engagement, .order,
            .conversion, .sessionStart, .alias,
        ]
        var time = moment()
        if random.chance(50) {
            var event = Event()
            (event.type, event.channel, event.time) = (
                .install, .app, time - random.number(0...9_000)
            )
            name(&event, actor: actor, as: 10)
            send(event)
        }
        for _ in 0..<random.number(1...9) {
            var event = Event()
            event.type = random.pick(types)
            event.channel = .app
            event.time = time
            event.object = UInt64(random.number(0...3))
            name(&event, actor: actor, as: 15)
            send(event)
            time += pause(timeout: configuration.appSessionTimeout)
            if random.chance(10) { time += random.pick([1, 1, 1, 1, 2, 6]) * Self.day }
        }
    }
}
