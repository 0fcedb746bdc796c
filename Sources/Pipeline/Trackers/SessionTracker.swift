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
    private(set) var refusedCount = 0

    private let parameters: TrackerParameters
    private var heads: ShardedTable<UInt32>
    private var sessions: Slab<Session>
    /// Sessions that have not ended, by when they do.
    private var endings: TimerWheel
    /// Sessions that have ended, by when they are forgotten; some of them may go on again.
    private var forgettings: TimerWheel

    init(_ parameters: TrackerParameters) {
        self.parameters = parameters
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
        _ event: borrowing Event,
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
                join(place, event, combination, watermark, &panes)
                return true
            }
            // The cap can keep an event out of a session that it lies before, or inside of.
            if session.start <= event.time {
                previous = place
                following = session.next
            }
            place = session.next
        }
        return begin(key, event, combination, watermark, after: previous, before: following, &panes)
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

    private mutating func awaitForgetting(_ place: UInt32) {
        sessions[place].isInForgettings = true
        forgettings.insert(place, due: sessions[place].last + keep(sessions[place].channel))
    }

    private mutating func awaitEnding(_ place: UInt32) {
        sessions[place].isInEndings = true
        endings.insert(place, due: sessions[place].last + timeout(sessions[place].channel))
    }

    private func timeout(_ channel: Channel) -> Int64 {
        channel == .app ? parameters.appTimeout : parameters.sessionTimeout
    }

    /// How long after its last event a session is remembered.
    private func keep(_ channel: Channel) -> Int64 {
        timeout(channel) + parameters.largestLateness
    }

    private static func key(_ device: UInt64, _ channel: Channel, _ session: UInt64) -> UInt64 {
        HashMix.combine(device, session, UInt64(channel.rawValue))
    }
}

extension SessionTracker {
    private mutating func begin(
        _ key: UInt64,
        _ event: borrowing Event,
        _ combination: UInt32,
        _ watermark: Int64,
        after previous: UInt32,
        before next: UInt32,
        _ panes: inout PaneStore
    ) -> Bool {
        var session = Session(key: key, event: event, combination: combination)
        session.next = next
        session.hasEnded = watermark >= session.last + timeout(session.channel)
        guard let place = sessions.insert(session) else {
            refusedCount += 1
            return false
        }
        if previous == Slab<Session>.none {
            guard let head = heads.findOrInsert(key, initial: place, isExpired: { _ in false })
            else {
                sessions.remove(place)
                refusedCount += 1
                return false
            }
            head.entry.value = place
        } else {
            sessions[previous].next = place
        }
        if session.hasEnded { awaitForgetting(place) } else { awaitEnding(place) }
        let facts = session.facts(engagedAfter: parameters.engagedAfter)
        if let started = facts.started { _ = panes.add(started) }
        if let engaged = facts.engaged { _ = panes.add(engaged) }
        if let bounced = facts.bounced { _ = panes.add(bounced) }
        if let ended = facts.ended { _ = panes.add(ended) }
        return true
    }

    private mutating func join(
        _ place: UInt32,
        _ event: borrowing Event,
        _ combination: UInt32,
        _ watermark: Int64,
        _ panes: inout PaneStore
    ) {
        if extend(place, event, watermark, &panes) { return }
        let timeout = timeout(event.channel)
        if !sessions[place].hasEnded, watermark >= sessions[place].last + timeout {
            end(place, &panes)
        }
        let before = sessions[place].facts(engagedAfter: parameters.engagedAfter)
        if event.time < sessions[place].start {
            sessions[place].start = event.time
            sessions[place].combination = combination
        }
        sessions[place].last = max(sessions[place].last, event.time)
        sessions[place].absorb(event)

        var absorbed: Session?
        let next = sessions[place].next
        if next != Slab<Session>.none, isMergeable(place, next, timeout) {
            absorbed = sessions[next]
            sessions[place].merge(sessions[next])
            sessions[place].next = sessions[next].next
            // The wheels still hold the place; it is given back when its time comes.
            sessions[next].key = 0
        }
        sessions[place].hasEnded = watermark >= sessions[place].last + timeout
        if !sessions[place].hasEnded, !sessions[place].isInEndings { awaitEnding(place) }
        if let absorbed { takeBack(absorbed, into: place, &panes) }
        apply(before, place, &panes)
    }

    /// Takes a later event into the open session that is the latest of its key: what nearly all
    /// events do. The only fact that this can change is that it is engaged from now on.
    ///
    /// - Returns: false: it is another case, and nothing was done.
    @inline(__always)
    private mutating func extend(
        _ place: UInt32,
        _ event: borrowing Event,
        _ watermark: Int64,
        _ panes: inout PaneStore
    ) -> Bool {
        let session = sessions[place]
        guard session.isOpened, !session.hasEnded, session.next == Slab<Session>.none,
            event.time >= session.start, watermark < session.last + timeout(session.channel)
        else { return false }
        let wasEngaged = session.isEngaged(after: parameters.engagedAfter)
        sessions[place].last = max(session.last, event.time)
        sessions[place].absorb(event)
        if !wasEngaged, let engaged = sessions[place].engagedFact(after: parameters.engagedAfter) {
            _ = panes.add(engaged)
        }
        return true
    }

    private func isMergeable(_ place: UInt32, _ next: UInt32, _ timeout: Int64) -> Bool {
        sessions[next].start - sessions[place].last <= timeout
            && max(sessions[next].last, sessions[place].last) - sessions[place].start
                <= parameters.sessionCap
    }

    /// Ends an open session by its timer: what held goes on to hold, and what its end says comes.
    private mutating func end(_ place: UInt32, _ panes: inout PaneStore) {
        sessions[place].hasEnded = true
        let session = sessions[place]
        let facts = session.facts(engagedAfter: parameters.engagedAfter)
        panes.isTimer = true
        if let bounced = facts.bounced { _ = panes.add(bounced, except: session.stuckBounced) }
        if let ended = facts.ended { _ = panes.add(ended, except: session.stuckEnded) }
        panes.isTimer = false
    }

    /// Applies the difference between facts that held and those that hold now.
    private func apply(_ before: SessionFacts, _ place: UInt32, _ panes: inout PaneStore) {
        let after = sessions[place].facts(engagedAfter: parameters.engagedAfter)
        FactChange.apply(before.started, after.started, to: &panes)
        FactChange.apply(before.engaged, after.engaged, to: &panes)
        FactChange.apply(
            before.bounced,
            after.bounced,
            stuck: &sessions[place].stuckBounced,
            to: &panes
        )
        FactChange.apply(before.ended, after.ended, stuck: &sessions[place].stuckEnded, to: &panes)
    }

    /// Takes back the facts of a session that became a part of another.
    private func takeBack(
        _ absorbed: Session,
        into place: UInt32,
        _ panes: inout PaneStore
    ) {
        var absorbed = absorbed
        let facts = absorbed.facts(engagedAfter: parameters.engagedAfter)
        FactChange.apply(facts.started, nil, to: &panes)
        FactChange.apply(facts.engaged, nil, to: &panes)
        FactChange.apply(facts.bounced, nil, stuck: &absorbed.stuckBounced, to: &panes)
        FactChange.apply(facts.ended, nil, stuck: &absorbed.stuckEnded, to: &panes)
        // What stays counted of it stands for the whole.
        sessions[place].stuckBounced |= absorbed.stuckBounced
        sessions[place].stuckEnded |= absorbed.stuckEnded
    }

    /// Forgets a session; its place must be out of the wheel.
    private mutating func forget(_ place: UInt32) {
        let session = sessions[place]
        defer { sessions.remove(place) }
        guard session.key != 0, let head = heads.find(session.key) else { return }
        if head.value == place {
            if session.next == Slab<Session>.none {
                heads.remove(session.key)
            } else {
                head.value = session.next
            }
            return
        }
        var previous = head.value
        while sessions[previous].next != place { previous = sessions[previous].next }
        sessions[previous].next = session.next
    }
}
