// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Transitions between stages that wait for the next barrier.
///
/// From `limit` on the ingest stage asks for a barrier and reads on only when the batch before has
/// been committed, so nothing is left out.
struct StageTransitions {
    /// With so many transitions a batch is due at once.
    static let limit = 20_000
    /// As many may wait with those of the events that were under way then: an event makes four at
    /// most, and a ring or a polled batch of them may be.
    static let most = limit + 4 * Engine.ringCapacity

    /// The transitions in the order in which they were seen.
    private(set) var waiting: [StageTransition] = []
    /// Whether anybody wants to know.
    let isKept: Bool

    init(isKept: Bool) { self.isKept = isKept }

    /// Whether a barrier is due.
    var isFull: Bool { waiting.count >= Self.limit }

    /// Takes what an event changed on the journey of a person.
    ///
    /// - Parameters:
    ///   - person: who.
    ///   - stage: the event's.
    ///   - time: the event's, ms.
    ///   - before: the journey without it.
    ///   - after: the journey with it.
    mutating func note(
        _ person: UInt64,
        _ stage: UInt8,
        at time: Int64,
        before: Journey,
        after: Journey
    ) {
        for first in 0...Journey.trust where after[first].start != Journey.never {
            let (old, new) = (before[first], after[first])
            let isMoved = new.start < old.start
            let known = new.start > old.start ? 0 : old.credits
            if new.start != old.start {
                append(person, nil, first, new.start, new.start, isMoved ? old.start : nil)
            }
            for later in (first + 1)..<(Journey.trust + 1) where new.hasCredit(later) {
                if known & (1 << later) == 0 {
                    let reached = later == stage ? time : after.reached(later)
                    append(person, first, later, new.start, reached, nil)
                } else if isMoved {
                    append(person, first, later, new.start, nil, old.start)
                }
            }
        }
    }

    private mutating func append(
        _ person: UInt64,
        _ from: UInt8?,
        _ to: UInt8,
        _ start: Int64,
        _ reached: Int64?,
        _ replaced: Int64?
    ) {
        guard let to = JourneyStage(rawValue: to) else {
            preconditionFailure("a journey knows the positions of stages only")
        }
        waiting.append(
            StageTransition(
                person: person,
                from: from.flatMap { JourneyStage(rawValue: $0) },
                to: to,
                start: start,
                reached: reached,
                replacedStart: replaced
            )
        )
    }

    /// Hands the transitions over and starts anew.
    mutating func take() -> [StageTransition] {
        defer { waiting = [] }
        return waiting
    }
}
