// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Follows persons from stage to stage of the journey (rules: Semantics, section 10).
///
/// Owned and used by one aggregator.
struct StageTracker: ~Copyable {
    /// What the tracker says.
    static let facts: [FactKind] = [.stageReached, .stageEntered, .stageAdvanced]

    /// Types of the events that it takes, as bits; 0: nobody asks for its facts.
    let types: UInt64
    /// Persons remembered, among them forgotten ones not dropped yet.
    var count: Int { journeys.count }
    /// Events that found no room.
    var refusedCount: Int { journeys.refusedCount }

    private let window: Int64
    private let keep: Int64
    var journeys: ShardedTable<PackedJourney>
    /// What single persons did since the last barrier, where anybody wants to know.
    var transitions: StageTransitions

    init(_ parameters: TrackerParameters, types: UInt64, keepsTransitions: Bool = false) {
        self.types = types
        transitions = StageTransitions(isKept: keepsTransitions)
        window = parameters.feedback.stage
        keep = window + parameters.largestLateness
        journeys = ShardedTable(limit: parameters.doerLimit)
    }

    /// Starts loading what `handle` will read.
    @inline(__always)
    func prefetch(person: UInt64) { journeys.prefetch(person) }

    /// Gives a device's journey to the user it belongs to; of two episodes of a stage the later one is
    /// kept.
    ///
    /// - Returns: false: the table is full.
    mutating func join(device: UInt64, to user: UInt64, watermark: Int64) -> Bool {
        let keep = keep
        return journeys.pass(device, to: user, isExpired: { watermark >= $0.latest + keep }) {
            var journey = $0?.journey ?? Journey()
            journey.join($1.journey)
            return PackedJourney(journey)
        }
    }

    /// Takes an event of a person.
    ///
    /// - Returns: whether it was remembered; false: the table is full.
    mutating func handle(
        _ event: inout Event,
        person: UInt64,
        combination: UInt32,
        watermark: Int64,
        panes: inout PaneStore
    ) -> Bool {
        guard let stage = StageRules.stage(of: event)?.rawValue else { return true }
        let reached = Fact(
            .stageReached,
            channel: event.channel,
            time: event.time,
            combination: combination,
            value: Int64(stage),
            item: person
        )
        let keep = keep
        guard
            let found = journeys.findOrInsert(
                person,
                initial: PackedJourney(Journey()),
                isExpired: { watermark >= $0.latest + keep }
            )
        else {
            _ = panes.add(reached)
            return false
        }
        // The first event of the episode said the same.
        let begun = found.entry.value.beginning(of: stage, on: event.channel)
        let said = begun.map { panes.repeated(reached, since: $0.time, $0.combination) } ?? 0
        _ = panes.add(reached, except: said)
        if found.entry.value.holds(stage, at: event.time, window: window) { return true }
        var journey = found.entry.value.journey
        credit(stage, at: event.time, &journey, &panes)
        let fresh = Journey.Episode(
            start: event.time,
            combination: combination,
            channel: event.channel
        )
        enter(stage, fresh, &journey, &panes)
        if stage == Journey.trust { journey.trusted = max(journey.trusted, event.time) }
        if transitions.isKept {
            let before = found.entry.value.journey
            transitions.note(person, stage, at: event.time, before: before, after: journey)
        }
        found.entry.value = PackedJourney(journey)
        return true
    }

    /// Drops forgotten journeys of a part of the table.
    mutating func sweep(at watermark: Int64) {
        let keep = keep
        journeys.sweepNext { watermark >= $0.latest + keep }
    }

    /// Credits the stages before with the one reached.
    private func credit(
        _ stage: UInt8,
        at time: Int64,
        _ journey: inout Journey,
        _ panes: inout PaneStore
    ) {
        for earlier in 0..<stage {
            let episode = journey[earlier]
            guard episode.start != Journey.never, episode.start <= time,
                !journey.isOver(earlier, at: time, window: window),
                !episode.hasCredit(stage)
            else { continue }
            journey[earlier].credits |= 1 << stage
            FactChange.apply(nil, journey[earlier].advanced(earlier, to: stage), to: &panes)
        }
    }

    /// Begins an episode, or lets the known one begin earlier.
    private func enter(
        _ stage: UInt8,
        _ fresh: Journey.Episode,
        _ journey: inout Journey,
        _ panes: inout PaneStore
    ) {
        var (before, after): (Journey.Episode?, Journey.Episode) = (nil, fresh)
        let known = journey[stage]
        if known.start > fresh.start {
            // Nothing joins cycles that trust has parted.
            let isOtherCycle = fresh.start <= journey.trusted && journey.trusted < known.start
            guard known.start < fresh.start + window, !isOtherCycle else { return }
            before = known
            after.credits = known.credits
        } else if known.start != Journey.never,
            !journey.isOver(stage, at: fresh.start, window: window)
        {
            return
        }
        FactChange.apply(before?.entered(stage), after.entered(stage), to: &panes)
        for later in (stage + 1)..<(Journey.trust + 1) {
            let reached = journey.reached(later)
            if reached >= fresh.start, reached < fresh.start + window {
                after.credits |= 1 << later
            }
            FactChange.apply(
                before?.advanced(stage, to: later),
                after.advanced(stage, to: later),
                to: &panes
            )
        }
        journey[stage] = after
    }
}
