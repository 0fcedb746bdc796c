// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Groups a device's activity into sessions and keeps their facts counted, whatever the order in
/// which events arrive (rules: Semantics, section 4).
///
/// Owned and used by one aggregator.
struct SessionTracker: ~Copyable {
    /// Sessions remembered.
    var count: Int { sessions.count }
    /// Events that found no room.
    var refusedCount = 0

    let parameters: TrackerParameters
    var heads: ShardedTable<UInt32>
    var sessions: Slab<Session>
    let goals: Goals
    /// The kinds of facts that anybody counts.
    let wanted: FactKindSet
    /// Slot of an event's page among its dimension values, if anybody lists where sessions begin or
    /// end.
    private let pageSlot: Int?
    /// Of the few sessions that went on after what they had said could not be taken back.
    var stuck: ShardedTable<StuckFacts>
    /// Sessions that have not ended, by when they do.
    var endings: TimerWheel
    /// Sessions that have ended, by when they are forgotten; some of them may go on again.
    var forgettings: TimerWheel

    /// A tracker that says facts of the kinds that are wanted.
    init(
        _ parameters: TrackerParameters,
        goals: Goals = Goals(),
        wanted: FactKindSet = .all,
        pageSlot: Int? = nil
    ) {
        self.pageSlot = pageSlot
        self.parameters = parameters
        self.goals = goals
        self.wanted = wanted.intersection(.sessions)
        stuck = ShardedTable(limit: parameters.stuckLimit)
        heads = ShardedTable(limit: parameters.sessionLimit)
        sessions = Slab(limit: parameters.sessionLimit)
        endings = TimerWheel(
            granularity: 1_000,
            bucketCount: 8_192,
            placeLimit: parameters.sessionLimit
        )
        forgettings = TimerWheel(
            granularity: 60_000,
            bucketCount: 1_024,
            placeLimit: parameters.sessionLimit
        )
    }

    /// Whether an event is activity of a session.
    @inline(__always)
    static func isActivity(_ event: borrowing Event) -> Bool {
        let channel = event.channel
        return switch event.type {
        case .sessionStart, .interaction, .conversion, .order, .engagement:
            channel == .web || channel == .app
        case .pageView, .lead: channel == .web
        case .appOpen, .screenView: channel == .app
        default: false
        }
    }

    /// The number of a page viewed; 0: nobody lists them.
    @inline(__always)
    func page(of event: borrowing Event) -> UInt32 {
        guard let pageSlot else { return 0 }
        return event.dimensions[pageSlot]
    }

    /// Whether anybody counts what sessions say.
    var isWanted: Bool { !wanted.isEmpty }

    /// Starts loading where the sessions of an activity's key begin.
    @inline(__always)
    func prefetchKey(_ event: borrowing Event, deviceKey: UInt64) {
        heads.prefetch(Self.key(deviceKey, event.channel, event.session))
    }

    /// Starts loading the first session of an activity's key, some time after `prefetchKey`.
    @inline(__always)
    func prefetchSession(_ event: borrowing Event, deviceKey: UInt64) {
        let key = Self.key(deviceKey, event.channel, event.session)
        if let head = heads.find(key) { sessions.prefetch(head.value) }
    }

    /// Takes an activity of a device.
    ///
    /// - Parameters:
    ///   - event: an activity; its session id is a part of the key.
    ///   - deviceKey: not 0.
    ///   - combination: of the event's dimension values.
    ///   - watermark: as it was before this event.
    ///   - panes: where facts are counted.
    /// - Returns: whether it was remembered; false: the table is full.
    mutating func handle(
        _ event: inout Event,
        deviceKey: UInt64,
        combination: UInt32,
        watermark: Int64,
        panes: inout PaneStore
    ) -> Bool {
        let key = Self.key(deviceKey, event.channel, event.session)
        let timeout = timeout(event.channel)
        var previous = Slab<Session>.none
        var following = heads.find(key)?.value ?? Slab<Session>.none
        var place = following
        // Sessions of a key are linked in order of time; find the first that could be joined.
        while place != Slab<Session>.none {
            let session = sessions[place]
            if event.time < session.start - timeout { break }
            if event.time <= session.last + timeout,
                watermark < session.last + keep(session.channel),
                max(session.last, event.time) - min(session.start, event.time)
                    <= parameters.sessionCap
            {
                // Sessions are disjoint: of one that the event lies inside of no other takes it.
                let isInside = contains(session.next, event.time)
                let joined = isInside ? session.next : place
                join(joined, &event, combination, watermark, &panes)
                return true
            }
            // The cap can keep an event out of a session that it lies before, or inside of.
            if session.start <= event.time {
                previous = place
                following = session.next
            }
            place = session.next
        }
        return begin(
            key,
            &event,
            combination,
            watermark,
            after: previous,
            before: following,
            &panes
        )
    }

    /// Ends and forgets what falls due up to the watermark.
    mutating func advance(to watermark: Int64, panes: inout PaneStore) {
        endings.begin(upTo: watermark)
        while let place = endings.pop() {
            let session = sessions[place]
            let ending = session.last + timeout(session.channel)
            if session.key != 0, watermark < ending {
                endings.insert(place, due: ending)
                continue
            }
            sessions[place].isInEndings = false
            if session.key != 0, !session.hasEnded { end(place, &panes) }
            if !session.isInForgettings { awaitForgetting(place) }
        }
        guard forgettings.isDue(at: watermark) else { return }
        forgettings.begin(upTo: watermark)
        while let place = forgettings.pop() {
            sessions[place].isInForgettings = false
            let session = sessions[place]
            // A session that goes on comes back when it ends; one that is a part of another goes
            // when nothing refers to it.
            if session.isInEndings { continue }
            if session.key == 0 || watermark >= session.last + keep(session.channel) {
                forget(place)
            } else {
                awaitForgetting(place)
            }
        }
    }

    /// Whether `advance` has something to do before the next due windows.
    func isDue(at watermark: Int64) -> Bool { endings.isDue(at: watermark) }

    mutating func awaitForgetting(_ place: UInt32) {
        sessions[place].isInForgettings = true
        forgettings.insert(place, due: sessions[place].last + keep(sessions[place].channel))
    }

    mutating func awaitEnding(_ place: UInt32) {
        sessions[place].isInEndings = true
        endings.insert(place, due: sessions[place].last + timeout(sessions[place].channel))
    }

    func timeout(_ channel: Channel) -> Int64 {
        channel == .app ? parameters.appTimeout : parameters.sessionTimeout
    }

    /// How long after its last event a session is remembered.
    func keep(_ channel: Channel) -> Int64 {
        timeout(channel) + parameters.largestLateness
    }

    private static func key(_ device: UInt64, _ channel: Channel, _ session: UInt64) -> UInt64 {
        HashMix.combine(device, session, UInt64(channel.rawValue))
    }
}
