// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// The whole way from events to values by brute force: the oracle of the tests.
///
/// Written against the page "From events to numbers: the exact rules" with plain dictionaries and
/// arrays; slow and without any limit. It is stepped by one thread.
public struct ReferenceModel: Sendable {
    /// What became of the events, by partition.
    public private(set) var outcomes: [[ModelOutcome: Int]]
    /// Everything emitted so far, in no particular order within a barrier.
    public private(set) var values: [ModelValue] = []
    /// The watermark of the application, ms; nil: unset.
    public var watermark: Int64? { clock.value }

    private let configuration: ModelConfiguration
    private var clock: ModelWatermark
    private var duplicates: ModelDuplicates
    private var aliases: ModelAliases
    private var flow: ModelFlow
    private let events: ModelEvents
    private var sessions: ModelSessions
    private var messages: ModelMessages
    private var persons: ModelPersons
    private var feedback: ModelFeedback
    private var panes: ModelPanes
    private var emission: ModelEmission

    /// A model that nothing has happened to.
    public init(_ configuration: ModelConfiguration) {
        self.configuration = configuration
        outcomes = Array(repeating: [:], count: configuration.partitions)
        clock = ModelWatermark(configuration)
        duplicates = ModelDuplicates(configuration)
        aliases = ModelAliases(memory: configuration.aliasMemory)
        events = ModelEvents(configuration)
        flow = ModelFlow(configuration)
        sessions = ModelSessions(configuration)
        messages = ModelMessages(configuration)
        persons = ModelPersons(zone: configuration.zone)
        panes = ModelPanes(plan: configuration.plan, zone: configuration.zone)
        feedback = ModelFeedback(configuration)
        emission = ModelEmission(configuration)
        emission.advance(to: clock.value)
    }

    /// Does what happens to the application.
    public mutating func step(_ step: ModelStep) {
        switch step {
        case .event(let partition, let event, let source):
            let outcome = judge(event, source: source)
            outcomes[partition][outcome, default: 0] += 1
            if case .rejected = outcome { return clock.hear(partition: partition) }
            clock.report(min(event.time, event.received), partition: partition)
            advance()
        case .endOfPartition(let partition):
            clock.reachEnd(partition: partition)
        case .tick(let now, let healthy):
            clock.tick(now: now, healthy: healthy)
            advance()
        case .barrier(let now):
            values += emission.copy(&panes, watermark: clock.value, now: now)
        }
    }

    /// Section 1, steps 2 to 5.
    private mutating func judge(_ event: Event, source: Int) -> ModelOutcome {
        let watermark = clock.value
        aliases.forget(watermark)
        let isOld = event.time < event.received - configuration.maxAge
        let isAhead = event.time > event.received + configuration.maxAhead
        if isOld || isAhead { return .rejected("bad_time") }
        let isWanted = configuration.plan.wantedTypes >> UInt64(event.type.rawValue) & 1 == 1
        let isMachine = event.flags.contains(.nonHuman)
        if !isWanted || isMachine && !events.wantsMachines(event.type) { return .filtered }
        if duplicates.isDuplicate(event, source: source, watermark: watermark) { return .duplicate }
        let isSeen = !reached(watermark, event.time + configuration.largestLateness + 1)
        if isSeen, !isMachine { track(event, watermark: watermark) }
        let person = aliases.person(of: event)
        var isTaken = panes.take(
            events.facts(of: event, person: person),
            of: event,
            watermark: watermark
        )
        if isMachine { return isSeen || isTaken ? .counted : .late }
        if feedback.read(event, source: source, watermark: watermark, panes: &panes) {
            isTaken = true
        }
        for fact in flow.facts(of: event, person: person, source: source)
        where panes.take(fact, watermark: watermark) {
            isTaken = true
        }
        return isSeen || isTaken ? .counted : .late
    }

    private mutating func track(_ event: Event, watermark: Int64?) {
        if let pair = aliases.join(event) {
            persons.join(
                device: pair.device,
                user: pair.user,
                watermark: watermark,
                panes: &panes
            )
            feedback.join(device: pair.device, user: pair.user)
        }
        let device = aliases.device(of: event)
        let person = aliases.person(of: event)
        sessions.see(event, device: device, watermark: watermark, panes: &panes)
        messages.see(event, watermark: watermark, panes: &panes)
        persons.see(event, person: person, watermark: watermark, panes: &panes)
        persons.install(event, device: device, watermark: watermark, panes: &panes)
        feedback.see(event, person: person, watermark: watermark, panes: &panes)
    }

    private mutating func advance() {
        sessions.advance(to: clock.value, panes: &panes)
        emission.advance(to: clock.value)
    }
}
