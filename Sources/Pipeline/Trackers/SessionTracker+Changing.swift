// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

extension SessionTracker {
    mutating func begin(
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

    mutating func join(
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

    /// Whether a time lies inside of a session.
    ///
    /// Only the next one can hold a time to which a session can be extended: one between them would
    /// have been merged with it.
    func contains(_ place: UInt32, _ time: Int64) -> Bool {
        place != Slab<Session>.none && sessions[place].start <= time
            && time <= sessions[place].last
    }

    /// Takes a later event into the open session that is the latest of its key.
    ///
    /// Nearly all events do that. The only fact that it can change is that it is engaged from now on.
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
    mutating func end(_ place: UInt32, _ panes: inout PaneStore) {
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
    mutating func forget(_ place: UInt32) {
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
