// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Where a person is on the journey: the latest episode of each stage, by the stage's position.
///
/// A table keeps it as a `PackedJourney`.
struct Journey: BitwiseCopyable {
    /// The latest time in which a person was in a stage.
    struct Episode: BitwiseCopyable {
        /// Time of its first event, ms; `Journey.never`: there is none.
        var start = Journey.never
        /// Dimension values of its first event.
        var combination: UInt32 = 0
        var channel = Channel.web
        /// Positions of the later stages that were reached from it, as bits.
        var credits: UInt8 = 0
        /// Whether its first event was said of a device, before that was known to belong to the person.
        var isOfDevice = false

        /// Whether a later stage was reached from it.
        func hasCredit(_ later: UInt8) -> Bool { credits & (1 << later) != 0 }

        /// The fact that it began.
        func entered(_ stage: UInt8) -> Fact { fact(.stageEntered, stage) }

        /// The fact that a later stage was reached from it; nil: it was not.
        func advanced(_ stage: UInt8, to later: UInt8) -> Fact? {
            hasCredit(later) ? fact(.stageAdvanced, stage, Int64(later)) : nil
        }

        private func fact(_ kind: FactKind, _ stage: UInt8, _ count: Int64 = 0) -> Fact {
            Fact(
                kind,
                channel: channel,
                time: start,
                combination: combination,
                value: Int64(stage),
                count: count
            )
        }
    }

    /// No event of that kind.
    static var never: Int64 { .min }

    private var episodes: InlineArray<4, Episode> = .init(repeating: Episode())
    /// Time of the latest event of trust, ms.
    var trusted = Journey.never

    /// The latest episode of a stage, by its position.
    subscript(stage: UInt8) -> Episode {
        get { episodes[Int(stage)] }
        set { episodes[Int(stage)] = newValue }
    }

    /// The latest of all its times, ms.
    var latest: Int64 {
        var latest = trusted
        for stage in 0...Self.trust { latest = max(latest, self[stage].start) }
        return latest
    }

    /// Takes in the journey of a device that the person has turned out to use.
    mutating func join(_ other: Journey) {
        trusted = max(trusted, other.trusted)
        for stage in 0...Self.trust where other[stage].start > self[stage].start {
            self[stage] = other[stage]
            self[stage].isOfDevice = true
        }
    }

    /// Whether the latest episode of a stage, which began before, is over at a time.
    func isOver(_ stage: UInt8, at time: Int64, window: Int64) -> Bool {
        let start = self[stage].start
        return time >= start + window
            || stage != Self.trust && start <= trusted && trusted < time
    }

    /// When a stage was last seen to begin, for an episode that turns up late; of trust: when it
    /// was last reached.
    func reached(_ stage: UInt8) -> Int64 { stage == Self.trust ? trusted : self[stage].start }

    /// The position of the last stage.
    static var trust: UInt8 { JourneyStage.trust.rawValue }
}
