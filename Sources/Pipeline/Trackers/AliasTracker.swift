// SPDX-License-Identifier: Apache-2.0

import Events

/// Knows which user a device belongs to and which device a user used last (rules: Semantics,
/// section 3).
///
/// A join that no event told or asked for in a long time is forgotten. A full table joins no more ids;
/// those events keep the ids they carry. Owned and used by one aggregator.
struct AliasTracker: ~Copyable {
    /// Who an event is about; 0 where nothing is known.
    struct Actor {
        /// Key of the session: anonymous id, device, the user's last device, or the user.
        var device: UInt64
        /// Key of the person: the user, else who the device belongs to, else the device.
        var person: UInt64
        /// Whether this event joined a device to a user it did not belong to before.
        var isJoined = false
        /// Whether the device belonged to nobody before.
        var isFirstJoin = false
        /// Whether there was no room to remember that a device and a user belong together.
        var isRefused = false
    }

    private enum Change { case none, made, changed, refused }

    /// Joined ids remembered, among them forgotten ones not dropped yet.
    var count: Int { joined.count }
    /// Joins that found no room.
    var refusedCount: Int { joined.refusedCount }

    /// Device to user, and user (salted) to device.
    var joined: ShardedTable<Join>
    private let memory: Int64
    private static var userSalt: UInt64 { 0xA24B_AED4_963E_E407 }

    init(_ parameters: TrackerParameters) {
        memory = parameters.aliasMemory
        joined = ShardedTable(limit: parameters.aliasLimit)
    }

    /// Who an event is about as known now; its joins are remembered no longer for that.
    @inline(__always)
    func resolve(_ event: borrowing Event, watermark: Int64) -> Actor {
        actor(event, watermark) { _ in }
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
    mutating func join(_ event: borrowing Event, watermark: Int64) -> Actor {
        let day = Join.day(of: event.time)
        var actor = actor(event, watermark) { Self.use($0, on: day) }
        let own = event.anonymous | event.device
        guard event.user != 0, own != 0 else { return actor }
        let device = set(actor.device, to: Join(id: event.user, day: day), watermark)
        let user = set(
            Self.lastDeviceKey(event.user),
            to: Join(id: actor.device, day: day),
            watermark
        )
        actor.isJoined = device == .made || device == .changed
        actor.isFirstJoin = device == .made
        actor.isRefused = device == .refused || user == .refused
        return actor
    }

    /// Drops forgotten joins of a part of the table.
    mutating func sweep(at watermark: Int64) {
        let memory = memory
        joined.sweepNext { $0.isForgotten(after: memory, at: watermark) }
    }

    @inline(__always)
    private func actor(
        _ event: borrowing Event,
        _ watermark: Int64,
        _ body: (TableEntry<Join>) -> Void
    ) -> Actor {
        let user = event.user
        let own = event.anonymous != 0 ? event.anonymous : event.device
        if own != 0 {
            let person = user != 0 ? user : known(own, watermark, body) ?? own
            return Actor(device: own, person: person)
        }
        guard user != 0 else { return Actor(device: 0, person: 0) }
        let device = known(Self.lastDeviceKey(user), watermark, body) ?? user
        return Actor(device: device, person: user)
    }

    /// What a key belongs to, of which a body takes note.
    @inline(__always)
    private func known(
        _ key: UInt64,
        _ watermark: Int64,
        _ body: (TableEntry<Join>) -> Void
    ) -> UInt64? {
        guard let entry = joined.find(key),
            !entry.value.isForgotten(after: memory, at: watermark)
        else { return nil }
        body(entry)
        return entry.value.id
    }

    private mutating func set(_ key: UInt64, to join: Join, _ watermark: Int64) -> Change {
        let found = joined.findOrInsert(
            key,
            initial: join,
            isExpired: { [memory] in $0.isForgotten(after: memory, at: watermark) }
        )
        guard let (entry, isNew) = found else { return .refused }
        if isNew { return .made }
        if entry.value.isForgotten(after: memory, at: watermark) {
            entry.value = join
            return .made
        }
        Self.use(entry, on: join.day)
        if entry.value.id == join.id { return .none }
        entry.value.id = join.id
        return .changed
    }

    /// Written only where it changes something: what is written must be stored.
    @inline(__always)
    private static func use(_ entry: TableEntry<Join>, on day: Int32) {
        if entry.value.day < day { entry.value.day = day }
    }

    private static func lastDeviceKey(_ user: UInt64) -> UInt64 {
        HashMix.combine(user, userSalt)
    }
}
