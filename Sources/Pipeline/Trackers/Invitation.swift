// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// One invitation of a person to a survey, and the answer to it.
struct Invitation: BitwiseCopyable {
    /// Nothing seen of that kind.
    static var never: Int64 { .max }

    /// When the person was asked, ms.
    private var asked = Invitation.never
    /// When the person answered, ms.
    private var answered = Invitation.never
    /// Dimension values of the asking.
    private var combination: UInt32 = 0
    private var channel = Channel.feedback

    /// Takes an invitation or an answer in.
    mutating func absorb(_ event: borrowing Event, combination: UInt32, window: Int64) {
        let time = event.time
        if event.type == .surveyInvited {
            invite(event, combination, window)
        } else if asked == Self.never || time >= asked {
            answered = min(answered, time)
        }
    }

    private mutating func invite(
        _ event: borrowing Event,
        _ combination: UInt32,
        _ window: Int64
    ) {
        let time = event.time
        if asked != Self.never {
            if time >= asked + window {
                // What was credited to the invitation before is no answer to this one.
                if answered != Self.never, answered <= asked + window { answered = Self.never }
            } else if time <= asked - window || time >= asked {
                return
            }
        }
        if answered < time { answered = Self.never }
        asked = time
        channel = event.channel
        self.combination = combination
    }

    /// The later of its times, ms.
    var latest: Int64 {
        if asked == Self.never { return answered }
        return answered == Self.never ? asked : max(asked, answered)
    }

    /// The fact that a person was asked.
    func sent(person: UInt64) -> Fact? {
        guard asked != Self.never else { return nil }
        return Fact(
            .surveySent,
            channel: channel,
            time: asked,
            combination: combination,
            item: person
        )
    }

    /// The fact that the person answered in time.
    func returned(window: Int64) -> Fact? {
        guard asked != Self.never, answered != Self.never, answered <= asked + window else {
            return nil
        }
        return Fact(
            .surveyReturned,
            channel: channel,
            time: asked,
            combination: combination,
            value: answered - asked
        )
    }
}

extension Invitation: NamesCombinations {
    mutating func renumberCombinations(
        _ body: (UInt32) throws(StateError) -> UInt32
    ) throws(StateError) {
        combination = try body(combination)
    }
}
