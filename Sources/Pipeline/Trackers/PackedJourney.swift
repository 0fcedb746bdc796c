// SPDX-License-Identifier: Apache-2.0

import Events

/// A journey in 48 bytes: times as how long they lie before the latest.
struct PackedJourney: BitwiseCopyable {
    /// The latest of all times, ms; `Journey.never`: nothing has happened.
    let latest: Int64
    /// How long before `latest` each episode began, ms.
    private var ages: InlineArray<4, UInt32> = .init(repeating: PackedJourney.unknown)
    private var combinations: InlineArray<4, UInt32> = .init(repeating: 0)
    /// How long before `latest` trust was reached last, ms.
    private let trustAge: UInt32
    // Of each episode the channel, in the low half, and the credits. None is for the first stage: its bit
    // says that the episode began as a device's.
    private var marks: InlineArray<4, UInt8> = .init(repeating: 0)

    /// The age of what never happened, or so long ago that it does not matter.
    private static var unknown: UInt32 { .max }

    // Bits of a mark.
    private static var channel: UInt8 { 15 }
    private static var ofDevice: UInt8 { 16 }
    private static var credits: UInt8 { 14 }

    /// Packs a journey.
    init(_ journey: Journey) {
        latest = journey.latest
        trustAge = Self.age(of: journey.trusted, at: latest)
        for stage in 0...Journey.trust {
            let episode = journey[stage]
            ages[Int(stage)] = Self.age(of: episode.start, at: latest)
            combinations[Int(stage)] = episode.combination
            marks[Int(stage)] =
                episode.channel.rawValue | (episode.isOfDevice ? Self.ofDevice : 0)
                | episode.credits << 4
        }
    }

    /// The journey that was packed, without what lies 2 to the power of 32 ms back (49 days).
    var journey: Journey {
        var journey = Journey()
        journey.trusted = time(trustAge)
        for stage in 0...Journey.trust {
            let mark = marks[Int(stage)]
            journey[stage] = Journey.Episode(
                start: time(ages[Int(stage)]),
                combination: combinations[Int(stage)],
                channel: Channel(rawValue: mark & Self.channel) ?? .web,
                credits: mark >> 4 & Self.credits,
                isOfDevice: mark & Self.ofDevice != 0
            )
        }
        return journey
    }

    /// When the episode of a stage began and with what dimension values, if it began on a channel, and as
    /// the person's own.
    @inline(__always)
    func beginning(of stage: UInt8, on channel: Channel) -> (time: Int64, combination: UInt32)? {
        let start = time(ages[Int(stage)])
        let mark = marks[Int(stage)] & (Self.channel | Self.ofDevice)
        guard start != Journey.never, mark == channel.rawValue else { return nil }
        return (start, combinations[Int(stage)])
    }

    /// Whether an event of a stage changes nothing: it lies in the known episode of the stage, and
    /// every earlier stage that it could be credited to has its credit.
    ///
    /// Trust is always something new, since its latest event is kept.
    @inline(__always)
    func holds(_ stage: UInt8, at time: Int64, window: Int64) -> Bool {
        guard stage != Journey.trust, isOpen(stage, at: time, window: window) else { return false }
        for earlier in 0..<stage
        where marks[Int(earlier)] >> 4 & (1 << stage) == 0 {
            if isOpen(earlier, at: time, window: window) { return false }
        }
        return true
    }

    /// Whether a stage before trust has an episode that began before a time and is not over then.
    @inline(__always)
    private func isOpen(_ stage: UInt8, at time: Int64, window: Int64) -> Bool {
        let start = self.time(ages[Int(stage)])
        guard start != Journey.never, start <= time, time < start + window else { return false }
        let trusted = self.time(trustAge)
        return trusted < start || trusted >= time
    }

    @inline(__always)
    private func time(_ age: UInt32) -> Int64 {
        age == Self.unknown ? Journey.never : latest - Int64(age)
    }

    private static func age(of time: Int64, at latest: Int64) -> UInt32 {
        time == Journey.never ? unknown : UInt32(clamping: latest - time)
    }
}

extension PackedJourney: NamesCombinations {
    mutating func renumberCombinations(
        _ body: (UInt32) throws(StateError) -> UInt32
    ) throws(StateError) {
        for stage in 0..<4 { combinations[stage] = try body(combinations[stage]) }
    }
}
