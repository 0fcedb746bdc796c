// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Persons who use the app, and installations (section 6).
struct ModelPersons {
    private struct Person {
        /// Of each active day, by its start: its earliest event.
        var days: [Int64: (time: Int64, values: [UInt32])] = [:]
        var statement = ModelStatement()

        mutating func add(day: Int64, time: Int64, values: [UInt32]) {
            if time < days[day]?.time ?? .max { days[day] = (time, values) }
        }

        var facts: [ModelSlot: ModelFact] {
            var facts: [ModelSlot: ModelFact] = [:]
            for (day, earliest) in days {
                facts[ModelSlot(kind: .personActive, day: day)] = ModelFact(
                    .personActive,
                    channel: .app,
                    time: day,
                    values: earliest.values
                )
            }
            guard let first = days.keys.min(), let values = days[first]?.values else {
                return facts
            }
            facts[ModelSlot(kind: .personFirstSeen)] = ModelFact(
                .personFirstSeen,
                channel: .app,
                time: first,
                values: values
            )
            if days[first + ModelPersons.day] != nil {
                facts[ModelSlot(kind: .personReturnedDay1)] = ModelFact(
                    .personReturnedDay1,
                    channel: .app,
                    time: first,
                    values: values
                )
            }
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
        for (day, earliest) in old.days {
            new.add(day: day, time: earliest.time, values: earliest.values)
        }
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
        let time = zone.local(event.time)
        known.add(day: aligned(time, to: Self.day), time: time, values: event.values)
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
