// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// The facts of one session; nil where one does not hold or nobody counts it.
struct SessionFacts {
    // At its start; these are never taken back but for a session that becomes a part of another.
    var started: Fact?
    var engaged: Fact?
    var paged: Fact?
    var acted: Fact?
    var attended: Fact?
    // At its start, once it has ended.
    var bounced: Fact?
    var closed: Fact?
    // At its last event, once it has ended.
    var ended: Fact?
    var watched: Fact?
}

/// Pane classes that could not take back what a session said at its end, when it went on; they keep
/// what they counted and take no more of it.
///
/// Facts of one time stand or fall together: a class that does not take one of them back takes none
/// back.
struct StuckFacts: BitwiseCopyable {
    /// Of the facts at its start.
    var start: UInt64 = 0
    /// Of the facts at its last event.
    var last: UInt64 = 0
}

extension Session {
    /// What holds of it so far.
    @inline(__always)
    func flags(engagedAfter: Int64) -> FactFlags {
        var flags: FactFlags = []
        let lasted = Int64(duration) >= engagedAfter
        if isConverted { flags.insert(.converted) }
        if views >= 2 { flags.insert(.paged) }
        if lasted || views >= 2 || isConverted { flags.insert(.engaged) }
        if views >= 2 || interactions > 0 || isConverted { flags.insert(.acted) }
        if lasted || flags.contains(.acted) { flags.insert(.attended) }
        if Int64(visible) >= engagedAfter { flags.insert(.permanent) }
        return flags
    }

    /// The fact that it began; the session must be opened.
    var startedFact: Fact {
        var fact = fact(.sessionStarted, at: start)
        fact.word = traffic.rawValue
        fact.top = entryPage
        return fact
    }

    /// The facts that hold now, of the kinds that are wanted.
    func facts(engagedAfter: Int64, wanted: FactKindSet) -> SessionFacts {
        var facts = SessionFacts()
        guard isOpened else { return facts }
        let flags = flags(engagedAfter: engagedAfter)
        if wanted.contains(.sessionStarted) { facts.started = startedFact }
        func early(_ kind: FactKind, _ holds: Bool) -> Fact? {
            holds && wanted.contains(kind) ? fact(kind, at: start) : nil
        }
        facts.engaged = early(.sessionEngaged, flags.contains(.engaged))
        facts.paged = early(.sessionPaged, flags.contains(.paged))
        facts.acted = early(.sessionActed, flags.contains(.acted))
        facts.attended = early(.sessionAttended, flags.contains(.attended))
        guard hasEnded else { return facts }
        facts.bounced = early(.sessionBounced, !flags.contains(.engaged))
        if wanted.contains(.sessionClosed) {
            facts.closed = whole(.sessionClosed, at: start, flags)
        }
        if wanted.contains(.sessionEnded) { facts.ended = whole(.sessionEnded, at: last, flags) }
        facts.ended?.top = exitPage
        if wanted.contains(.sessionWatched) {
            var watched = fact(.sessionWatched, at: last)
            watched.flags = flags.intersection(.permanent)
            watched.value = Int64(visible)
            watched.count = Int64(interactions)
            facts.watched = watched
        }
        return facts
    }

    func fact(_ kind: FactKind, at time: Int64) -> Fact {
        Fact(kind, channel: channel, time: time, combination: combination)
    }

    private func whole(_ kind: FactKind, at time: Int64, _ flags: FactFlags) -> Fact {
        var fact = fact(kind, at: time)
        fact.flags = flags
        fact.value = Int64(duration)
        fact.count = Int64(views)
        fact.word = traffic.rawValue
        fact.goals = goals
        return fact
    }
}
