// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// A fact with its dimension values spelled out; `fact.combination` is not used.
struct ModelFact: Equatable {
    var fact: Fact
    var values: [UInt32]

    init(_ fact: Fact, values: [UInt32]) {
        self.fact = fact
        self.values = values
    }

    /// A fact of a kind at an event, with the event's channel and values.
    init(_ kind: FactKind, of event: Event) {
        self.init(kind, channel: event.channel, time: event.time, values: event.values)
    }

    /// A fact of a kind that measures nothing.
    init(_ kind: FactKind, channel: Channel, time: Int64, values: [UInt32]) {
        fact = Fact(kind, channel: channel, time: time, combination: 0)
        self.values = values
    }
}

/// Where an individual can say at most one thing: a kind of fact, for persons also the day.
struct ModelSlot: Hashable {
    var kind: FactKind
    var day: Int64 = 0
}

/// What an individual (session, message, person, device) has said so far.
struct ModelStatement {
    /// The facts as the tracker last said them.
    var facts: [ModelSlot: ModelFact] = [:]
    /// Tables that could not take something back: they keep it and hear no more of that slot.
    var stuck: [ModelSlot: Set<Int>] = [:]
}

extension Event {
    /// The values of all dimension slots.
    var values: [UInt32] { dimensions.indices.map { dimensions[$0] } }
}

/// The start of the interval of that length, aligned to the epoch, that holds a time.
func aligned(_ time: Int64, to length: Int64) -> Int64 {
    let rest = time % length
    return time - (rest < 0 ? rest + length : rest)
}

/// Whether the watermark has come to a time; an unset watermark is before everything.
func reached(_ watermark: Int64?, _ time: Int64) -> Bool {
    guard let watermark else { return false }
    return watermark >= time
}
