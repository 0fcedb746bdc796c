// SPDX-License-Identifier: Apache-2.0

import Events

/// Knows which user a device belongs to and which device a user used last.
///
/// A full table joins no more ids; those events keep the ids they carry. Owned and used by one
/// aggregator.
struct AliasTracker: ~Copyable {
    /// Who an event is about; 0 where nothing is known.
    struct Actor {
        /// Key of the session: anonymous id, device, the user's last device, or the user.
        var device: UInt64
        /// Key of the person: the user, else who the device belongs to, else the device.
        var person: UInt64
        /// Whether this event joined a device to a user it did not belong to before.
        var isJoined: Bool
        /// Whether the device belonged to nobody before.
        var isFirstJoin = false
        /// Whether there was no room to remember that a device and a user belong together.
        var isRefused = false
    }

    private enum Change { case none, made, changed, refused }

    /// Joined ids remembered.
    var count: Int { joined.count }
    /// Joins that found no room.
    var refusedCount: Int { joined.refusedCount }

    /// Device to user, and user (salted) to device.
    var joined: ShardedTable<UInt64>
    private static var userSalt: UInt64 { 0xA24B_AED4_963E_E407 }

    init(_ parameters: TrackerParameters) {
        joined = ShardedTable(limit: parameters.aliasLimit)
    }

    /// Who an event is about as known now.
    @inline(__always)
    func resolve(_ event: borrowing Event) -> Actor {
        let user = event.user
        let own = event.anonymous != 0 ? event.anonymous : event.device
        if own != 0 {
            let person = user != 0 ? user : joined.find(own)?.value ?? own
            return Actor(device: own, person: person, isJoined: false)
        }
        guard user != 0 else { return Actor(device: 0, person: 0, isJoined: false) }
        let device = joined.find(Self.lastDeviceKey(user))?.value ?? user
        return Actor(device: device, person: user, isJoined: false)
    }

    /// Starts loading what `join` will read.
    @inline(__always)
    func prefetch(_ event: borrowing Event) {
        let own = event.anonymous != 0 ? event.anonymous : event.device
        if own != 0 { joined.prefetch(own) }
        if event.user != 0 { joined.prefetch(Self.lastDeviceKey(event.user)) }
    }

    /// Joins the ids of an event that carries both, and tells who it is about.
    @inline(__always)
    mutating func join(_ event: borrowing Event) -> Actor {
        var actor = resolve(event)
        let own = event.anonymous | event.device
        guard event.user != 0, own != 0 else { return actor }
        let device = set(actor.device, to: event.user)
        let user = set(Self.lastDeviceKey(event.user), to: actor.device)
        actor.isJoined = device == .made || device == .changed
        actor.isFirstJoin = device == .made
        actor.isRefused = device == .refused || user == .refused
        return actor
    }

    private mutating func set(_ key: UInt64, to value: UInt64) -> Change {
        guard let found = joined.findOrInsert(key, initial: value, isExpired: { _ in false })
        else { return .refused }
        if found.isNew { return .made }
        if found.entry.value == value { return .none }
        found.entry.value = value
        return .changed
    }

    private static func lastDeviceKey(_ user: UInt64) -> UInt64 {
        HashMix.combine(user, userSalt)
    }
}
