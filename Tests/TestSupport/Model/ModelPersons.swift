// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Persons who use the app, and installations (section 6).
struct ModelPersons {
    private struct Person {
        /// Of each active day, by its start: its earliest event.
        var days: [Int64: (time: Int64, values: [UInt32])] = [:]
        /// How many times 24 hours after the first event the person came back.
        var periods: Set<Int64> = []
        var statement = ModelStatement()

        var firstTime: Int64? { days.values.map(\.time).min() }

        mutating func add(_ event: Event) {
            let first = firstTime
            add(day: aligned(event.time, to: ModelPersons.day), event.time, event.values)
            judge([first, event.time].compactMap(\.self).max())
        }

        mutating func add(day: Int64, _ time: Int64, _ values: [UInt32]) {
            if time < days[day]?.time ?? .max { days[day] = (time, values) }
        }

        /// Asks in which period a time comes.
        mutating func judge(_ time: Int64?) {
            guard let time, let firstTime else { return }
            let period = (time - firstTime) / ModelPersons.day
            if [1, 7, 30].contains(period) { periods.insert(period) }
        }

        var facts: [ModelSlot: ModelFact] {
            var facts: [ModelSlot: ModelFact] = [:]
            func say(
                _ kind: FactKind,
                _ time: Int64,
                slot: Int64 = 0,
                value: Int64 = 0,
                count: Int64 = 0
            ) {
                var fact = Fact(kind, channel: .app, time: time, combination: 0)
                (fact.value, fact.count) = (value, count)
                facts[ModelSlot(kind: kind, day: slot)] = ModelFact(
                    fact,
                    values: days[time]?.values ?? []
                )
            }
            let active = days.keys.sorted()
            guard let first = active.first else { return facts }
            func number(_ day: Int64) -> Int64 { (day - first) / ModelPersons.day }
            say(.personFirstSeen, first)
            say(.personActive, first, slot: first, value: Int64(Int32.max))
            for (previous, day) in zip(active, active.dropFirst()) {
                let gap = min(56, number(day) - number(previous))
                say(.personActive, day, slot: day, value: gap)
                guard number(day) <= 63 else { continue }
                say(
                    .personReturned,
                    first,
                    slot: day,
                    value: number(day),
                    count: number(previous)
                )
            }
            for period in periods { say(.personReturnedWithin, first, slot: period, value: period) }
            return facts
        }
    }

    static let day: Int64 = 86_400_000

    let zone: ModelZone
    private var persons: [UInt64: Person] = [:]
    private var installs: [UInt64: ModelStatement] = [:]

    init(zone: ModelZone) { self.zone = zone }

    /// A device's person becomes part of the user's.
    mutating func join(
        device: UInt64,
        user: UInt64,
        watermark: Int64?,
        panes: inout ModelPanes
    ) {
        forget(device, watermark)
        forget(user, watermark)
        guard var old = persons[device] else { return }
        persons[device] = nil
        var new = persons[user] ?? Person()
        let laterFirst = [old.firstTime, new.firstTime].compactMap(\.self).max()
        if let first = old.firstTime, first < new.firstTime ?? .max { new.periods = old.periods }
        for (day, earliest) in old.days { new.add(day: day, earliest.time, earliest.values) }
        new.judge(laterFirst)
        // What the device said and the union still says is not taken back and said again.
        let facts = new.facts
        for (slot, fact) in facts {
            guard old.statement.facts[slot] == fact, new.statement.facts[slot] != fact
            else { continue }
            swap(&old.statement.facts[slot], &new.statement.facts[slot])
            swap(&old.statement.stuck[slot], &new.statement.stuck[slot])
        }
        panes.restate(&old.statement, as: [:], watermark: watermark)
        panes.restate(&new.statement, as: facts, watermark: watermark)
        persons[user] = new
    }

    /// A foreground event that trackers see.
    mutating func see(_ event: Event, person: UInt64, watermark: Int64?, panes: inout ModelPanes) {
        guard person != 0, event.channel == .app else { return }
        guard ModelActivity.app.contains(event.type) else { return }
        forget(person, watermark)
        var known = persons[person] ?? Person()
        var local = event
        local.time = zone.local(event.time)
        known.add(local)
        panes.restate(&known.statement, as: known.facts, watermark: watermark)
        persons[person] = known
    }

    /// An installation that trackers see.
    mutating func install(
        _ event: Event,
        device: UInt64,
        watermark: Int64?,
        panes: inout ModelPanes
    ) {
        guard device != 0, event.channel == .app, event.type == .install else { return }
        let device = event.device != 0 ? event.device : device
        var statement = installs[device] ?? ModelStatement()
        let slot = ModelSlot(kind: .appInstalled)
        if let known = statement.facts[slot], known.fact.time <= event.time { return }
        let fact = ModelFact(
            .appInstalled,
            channel: .app,
            time: event.time,
            values: event.values
        )
        panes.restate(&statement, as: [slot: fact], watermark: watermark)
        installs[device] = statement
    }

    private mutating func forget(_ person: UInt64, _ watermark: Int64?) {
        guard let last = persons[person]?.days.keys.max() else { return }
        if reached(watermark, zone.utc(last + 64 * Self.day)) { persons[person] = nil }
    }
}
