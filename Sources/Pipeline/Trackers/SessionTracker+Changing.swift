// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

extension SessionTracker {
    mutating func begin(
        _ key: UInt64,
        _ event: inout Event,
        _ combination: UInt32,
        _ watermark: Int64,
        after previous: UInt32,
        before next: UInt32,
        _ panes: inout PaneStore
    ) -> Bool {
        var session = Session(
            key: key,
            event: event,
            goals: goals.reached(by: event),
            combination: combination,
            page: page(of: event)
        )
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
        say(facts(of: place), &panes)
        return true
    }

    mutating func join(
        _ place: UInt32,
        _ event: inout Event,
        _ combination: UInt32,
        _ watermark: Int64,
        _ panes: inout PaneStore
    ) {
        if extend(place, &event, combination, watermark, &panes) { return }
        let timeout = timeout(event.channel)
        endIfDue(place, watermark, &panes)
        let before = facts(of: place)
        sessions[place].absorb(
            event,
            goals: goals.reached(by: event),
            combination: combination,
            page: page(of: event)
        )

        var absorbed: Session?
        let next = sessions[place].next
        if next != Slab<Session>.none, isMergeable(place, next, timeout) {
            endIfDue(next, watermark, &panes)
            absorbed = sessions[next]
            sessions[place].merge(sessions[next])
            sessions[place].next = sessions[next].next
            // The wheels still hold the place; it is given back when its time comes.
            sessions[next].key = 0
        }
        sessions[place].hasEnded = watermark >= sessions[place].last + timeout
        if !sessions[place].hasEnded, !sessions[place].isInEndings { awaitEnding(place) }
        if let absorbed { takeBack(absorbed, at: next, into: place, &panes) }
        apply(before, place, &panes)
    }

    /// Whether a time lies inside of a session.
    ///
    /// Only the next one can hold a time to which a session can be extended: one between them would
    /// have been merged with it.
    @inline(__always)
    func contains(_ place: UInt32, _ time: Int64) -> Bool {
        place != Slab<Session>.none && sessions[place].start <= time
            && time <= sessions[place].last
    }

    /// Takes a later event into the open session that is the latest of its key.
    ///
    /// Nearly all events do that. It can only make facts hold that did not, and tell where the
    /// visit came from.
    ///
    /// - Returns: false: it is another case, and nothing was done.
    @inline(__always)
    private mutating func extend(
        _ place: UInt32,
        _ event: inout Event,
        _ combination: UInt32,
        _ watermark: Int64,
        _ panes: inout PaneStore
    ) -> Bool {
        let before = sessions[place]
        guard before.isOpened, !before.hasEnded, before.next == Slab<Session>.none,
            event.time >= before.start, watermark < before.last + timeout(before.channel)
        else { return false }
        sessions[place].absorb(
            event,
            goals: goals.reached(by: event),
            combination: combination,
            page: page(of: event)
        )
        let after = sessions[place]
        let held = before.flags(engagedAfter: parameters.engagedAfter)
        let new = after.flags(engagedAfter: parameters.engagedAfter).subtracting(held)
        if !new.isEmpty { say(new, of: after, &panes) }
        let isOther = after.traffic != before.traffic || after.entryPage != before.entryPage
        if isOther, wanted.contains(.sessionStarted) {
            _ = panes.move(before.startedFact, to: after.startedFact)
        }
        return true
    }

    /// Counts what holds of an open session from now on; mutating, since a call copied the tracker else.
    private mutating func say(_ new: FactFlags, of session: Session, _ panes: inout PaneStore) {
        func say(_ flag: FactFlags, _ kind: FactKind) {
            guard new.contains(flag), wanted.contains(kind) else { return }
            _ = panes.add(session.fact(kind, at: session.start))
        }
        say(.engaged, .sessionEngaged)
        say(.paged, .sessionPaged)
        say(.acted, .sessionActed)
        say(.attended, .sessionAttended)
    }

    @inline(__always)
    private func facts(of place: UInt32) -> SessionFacts {
        sessions[place].facts(engagedAfter: parameters.engagedAfter, wanted: wanted)
    }

    @inline(__always)
    private func isMergeable(_ place: UInt32, _ next: UInt32, _ timeout: Int64) -> Bool {
        sessions[next].start - sessions[place].last <= timeout
            && max(sessions[next].last, sessions[place].last) - sessions[place].start
                <= parameters.sessionCap
    }

    /// Ends an open session whose end is due; the wheel comes to it a little later.
    private mutating func endIfDue(
        _ place: UInt32,
        _ watermark: Int64,
        _ panes: inout PaneStore
    ) {
        let session = sessions[place]
        guard !session.hasEnded, watermark >= session.last + timeout(session.channel) else {
            return
        }
        end(place, &panes)
    }

    /// Ends an open session by its timer: what held goes on to hold, and what its end says comes.
    ///
    /// However far the watermark has jumped, panes take it by the moment at which it was due.
    mutating func end(_ place: UInt32, _ panes: inout PaneStore) {
        sessions[place].hasEnded = true
        let watermark = panes.watermark
        panes.watermark = sessions[place].last + timeout(sessions[place].channel)
        defer { panes.watermark = watermark }
        let (facts, stuck) = (facts(of: place), stuckFacts(of: place))
        if let bounced = facts.bounced { _ = panes.add(bounced, except: stuck.start) }
        if let closed = facts.closed { _ = panes.add(closed, except: stuck.start) }
        if let ended = facts.ended { _ = panes.add(ended, except: stuck.last) }
        if let watched = facts.watched { _ = panes.add(watched, except: stuck.last) }
    }

    /// Counts the facts of a new session.
    private func say(_ facts: SessionFacts, _ panes: inout PaneStore) {
        var stuck = StuckFacts()
        change(SessionFacts(), facts, &stuck, &panes)
    }

    /// Applies the difference between facts that held and those that hold now.
    private mutating func apply(
        _ before: SessionFacts,
        _ place: UInt32,
        _ panes: inout PaneStore
    ) {
        var stuck = stuckFacts(of: place)
        change(before, facts(of: place), &stuck, &panes)
        keep(stuck, of: place, &panes)
    }

    private func change(
        _ before: SessionFacts,
        _ after: SessionFacts,
        _ stuck: inout StuckFacts,
        _ panes: inout PaneStore
    ) {
        FactChange.apply(before.started, after.started, to: &panes)
        FactChange.apply(before.engaged, after.engaged, to: &panes)
        FactChange.apply(before.paged, after.paged, to: &panes)
        FactChange.apply(before.acted, after.acted, to: &panes)
        FactChange.apply(before.attended, after.attended, to: &panes)
        FactChange.apply(before.bounced, after.bounced, stuck: &stuck.start, to: &panes)
        FactChange.apply(before.closed, after.closed, stuck: &stuck.start, to: &panes)
        FactChange.apply(before.ended, after.ended, stuck: &stuck.last, to: &panes)
        FactChange.apply(before.watched, after.watched, stuck: &stuck.last, to: &panes)
    }

    /// Takes back the facts of a session that became a part of another.
    ///
    /// What stays counted of it stands for the whole.
    private mutating func takeBack(
        _ absorbed: Session,
        at former: UInt32,
        into place: UInt32,
        _ panes: inout PaneStore
    ) {
        let facts = absorbed.facts(engagedAfter: parameters.engagedAfter, wanted: wanted)
        var lost = stuckFacts(of: former)
        change(facts, SessionFacts(), &lost, &panes)
        var stuck = stuckFacts(of: place)
        stuck.start |= lost.start
        stuck.last |= lost.last
        keep(stuck, of: place, &panes)
        release(former)
    }

    /// Forgets a session; its place must be out of the wheel.
    mutating func forget(_ place: UInt32) {
        let session = sessions[place]
        release(place)
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
