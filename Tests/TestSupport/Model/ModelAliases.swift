// SPDX-License-Identifier: Apache-2.0

import Events

/// Who is who (sections 2 and 3).
struct ModelAliases {
    private var userOfDevice: [UInt64: UInt64] = [:]
    private var lastDeviceOfUser: [UInt64: UInt64] = [:]

    /// The device key of an event; 0: it has no actor.
    func device(of event: Event) -> UInt64 {
        if event.anonymous != 0 { return event.anonymous }
        if event.device != 0 { return event.device }
        return lastDeviceOfUser[event.user] ?? event.user
    }

    /// The person of an event as known now; 0: it has no actor.
    func person(of event: Event) -> UInt64 {
        if event.user != 0 { return event.user }
        let device = device(of: event)
        return userOfDevice[device] ?? device
    }

    /// Joins the ids an event carries.
    ///
    /// - Returns: the device that is now a user's, if the event joins.
    mutating func join(_ event: Event) -> (device: UInt64, user: UInt64)? {
        let device = event.anonymous != 0 ? event.anonymous : event.device
        if event.user == 0 || device == 0 { return nil }
        userOfDevice[device] = event.user
        lastDeviceOfUser[event.user] = device
        return (device, event.user)
    }
}
