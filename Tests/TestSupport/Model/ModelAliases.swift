// SPDX-License-Identifier: Apache-2.0

import Events

/// Who is who (sections 2 and 3).
struct ModelAliases {
    private struct Join {
        var id: UInt64
        var day: Int64
    }

    /// How long a join is remembered behind its day, ms.
    let memory: Int64
    private var userOfDevice: [UInt64: Join] = [:]
    private var lastDeviceOfUser: [UInt64: Join] = [:]

    init(memory: Int64) { self.memory = memory }

    /// The device key of an event; 0: it has no actor.
    func device(of event: Event) -> UInt64 {
        if event.anonymous != 0 { return event.anonymous }
        if event.device != 0 { return event.device }
        return lastDeviceOfUser[event.user]?.id ?? event.user
    }

    /// The person of an event as known now; 0: it has no actor.
    func person(of event: Event) -> UInt64 {
        if event.user != 0 { return event.user }
        let device = device(of: event)
        return userOfDevice[device]?.id ?? device
    }

    /// Joins the ids an event carries, and remembers those that it asks for.
    ///
    /// - Returns: the device that is now a user's, if the event joins.
    mutating func join(_ event: Event) -> (device: UInt64, user: UInt64)? {
        let day = event.time / 86_400_000
        let device = event.anonymous != 0 ? event.anonymous : event.device
        if event.user == 0 || device == 0 {
            if device != 0, let known = userOfDevice[device] {
                userOfDevice[device]?.day = max(known.day, day)
            } else if device == 0, let known = lastDeviceOfUser[event.user] {
                lastDeviceOfUser[event.user]?.day = max(known.day, day)
            }
            return nil
        }
        let days = (userOfDevice[device]?.day ?? day, lastDeviceOfUser[event.user]?.day ?? day)
        userOfDevice[device] = Join(id: event.user, day: max(day, days.0))
        lastDeviceOfUser[event.user] = Join(id: device, day: max(day, days.1))
        return (device, event.user)
    }

    /// Forgets what nobody told or asked for in a long time.
    mutating func forget(_ watermark: Int64?) {
        func isKnown(_ join: Join) -> Bool {
            !reached(watermark, (join.day + 1) * 86_400_000 + memory)
        }
        userOfDevice = userOfDevice.filter { isKnown($0.value) }
        lastDeviceOfUser = lastDeviceOfUser.filter { isKnown($0.value) }
    }
}
