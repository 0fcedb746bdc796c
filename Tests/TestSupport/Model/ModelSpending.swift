// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Spending and its restatements (section 10).
struct ModelSpending {
    private struct Key: Hashable {
        var source: Int
        var object: UInt64
        var day: Int64
    }

    private struct Entry {
        /// What was told, in arrival order.
        var events: [Event] = []
        var statement = ModelStatement()
    }

    private let change: Int64
    private let lateness: Int64
    private var entries: [Key: Entry] = [:]

    init(_ configuration: ModelConfiguration) {
        change = configuration.feedback.change
        lateness = configuration.largestLateness
    }

    /// Any event; whether a table took what it says.
    mutating func see(
        _ event: Event,
        source: Int,
        watermark: Int64?,
        panes: inout ModelPanes
    ) -> Bool {
        guard event.type == .spend, event.flags.contains(.hasValue) else { return false }
        guard event.object != 0 else {
            return panes.take(spent([event]), watermark: watermark)
        }
        let day = aligned(event.time, to: 86_400_000)
        let key = Key(source: source, object: event.object, day: day)
        var entry = entries[key] ?? Entry()
        // The latest event is the one that gave the value.
        if let latest = entry.events.map(\.time).max(),
            reached(watermark, latest + change + 2 * lateness)
        {
            entry = Entry()
        }
        entry.events.append(event)
        let fact = spent(entry.events)
        let old = entry.statement.facts[ModelSlot(kind: .moneySpent)]
        panes.restate(
            &entry.statement,
            as: [ModelSlot(kind: .moneySpent): fact],
            watermark: watermark
        )
        entries[key] = entry
        return isTaken(old, fact, watermark, panes)
    }

    private func spent(_ events: [Event]) -> ModelFact {
        var spent = ModelFact(.moneySpent, of: events.earliest ?? Event())
        let value = events.latest { _ in true }?.value ?? 0
        spent.fact.value = Int64((value * 1_000_000).rounded())
        return spent
    }

    /// Whether a table that counts the new fact takes it and, if it changes another, the other too.
    private func isTaken(
        _ old: ModelFact?,
        _ new: ModelFact,
        _ watermark: Int64?,
        _ panes: ModelPanes
    ) -> Bool {
        if old == new { return false }
        return panes.plan.updates[Int(FactKind.moneySpent.rawValue)].contains { update in
            panes.takes(update.table, new.fact.time, watermark: watermark)
                && (old.map { panes.takes(update.table, $0.fact.time, watermark: watermark) }
                    ?? update.filter.takes(new.fact))
        }
    }
}
