// SPDX-License-Identifier: Apache-2.0

import KPIs

/// What one Alertmanager is to know, and when it is told what.
///
/// A firing alert is told at once and again each `AlertmanagerAlert.resend`; one that is over as often for
/// `afterglow`, so that it is heard by one that was away. Times are monotonic ms where not said otherwise.
struct AlertmanagerTable {
    /// The most alerts it holds: those that fire, and as many that are over.
    static let mostAlerts = 2 * AlertLog.mostFiring
    /// Alerts in one request.
    static let mostInBatch = 64
    /// How long an alert that is over is still told, ms.
    static let afterglow: Int64 = 15 * 60_000

    private struct Entry {
        var alert: AlertmanagerAlert
        var key: String
        /// When it is told next.
        var due: Int64
        /// Until when it is told that it is over.
        var until = Int64.max
    }

    private let application: String
    /// What fired before anything was told; nil: it was looked at.
    private var restored: [AlertChange]?
    private var entries: [String: Entry] = [:]
    private var seen: UInt64?
    private var nextDue = Int64.max
    private var batchLimit = Self.mostInBatch
    /// Alerts that were refused one by one, or found no room.
    private(set) var droppedCount: UInt64 = 0

    /// A table from which nothing was told.
    ///
    /// - Parameters:
    ///   - application: whose alerts they are.
    ///   - restored: what fires as long as nobody is told, so that its end is told, whatever ends until then.
    init(application: String, restored: [AlertChange] = []) {
        self.application = application
        self.restored = restored
    }

    /// Alerts it holds.
    var count: Int { entries.count }

    /// Alerts that are to be told now.
    func waitingCount(now: Int64) -> Int {
        now < nextDue ? 0 : entries.values.count { $0.due <= now }
    }

    /// Takes what is committed.
    ///
    /// - Parameters:
    ///   - reading: what fires, and what changed last.
    ///   - now: monotonic.
    ///   - wall: since 1970.
    /// - Complexity: O(alerts) where something changed.
    mutating func update(_ reading: AlertLog.Reading, now: Int64, wall: Int64) {
        if let restored {
            remember(reading, now: now)
            for change in restored {
                let alert = AlertmanagerAlert(change, application: application)
                put(alert.id, Entry(alert: alert, key: change.key, due: now))
            }
            self.restored = nil
        }
        guard seen != reading.count else { return }
        seen = reading.count
        let firing = Dictionary(reading.firing.values.map { (AlertmanagerAlert.id($0), $0) }) { $1 }
        var ended: [(id: String, entry: Entry)] = []
        for (id, entry) in entries where entry.alert.end == nil && firing[id] == nil {
            ended.append((id, entry))
        }
        let ends = ended.isEmpty ? [:] : Self.ends(reading.changes)
        for (id, entry) in ended {
            let end = ends[entry.key]?.first { $0 > entry.alert.since } ?? wall
            conclude(id, entry, end: end, now: now)
        }
        for (id, change) in firing {
            if let entry = entries[id], entry.alert.end == nil, entry.alert.since == change.since {
                continue
            }
            let alert = AlertmanagerAlert(change, application: application)
            put(id, Entry(alert: alert, key: change.key, due: now))
        }
        shrink()
    }

    /// The alerts to be told now, those first that wait longest; forgets those that were told for long.
    ///
    /// - Complexity: O(alerts, with a logarithm) where one is due.
    mutating func batch(now: Int64) -> [(id: String, alert: AlertmanagerAlert)] {
        guard now >= nextDue else { return [] }
        entries = entries.filter { $0.value.until > now }
        let due = entries.filter { $0.value.due <= now }
        guard !due.isEmpty else {
            nextDue = entries.values.map(\.due).min() ?? .max
            return []
        }
        return due.sorted { ($0.value.due, $0.key) < ($1.value.due, $1.key) }
            .prefix(batchLimit).map { ($0.key, $0.value.alert) }
    }

    /// A batch was taken.
    mutating func accept(_ batch: [(id: String, alert: AlertmanagerAlert)], now: Int64) {
        for (id, _) in batch { entries[id]?.due = now + AlertmanagerAlert.resend }
        batchLimit = min(2 * batchLimit, Self.mostInBatch)
    }

    /// A batch will never be taken: one alone is not told until it changes, of several the first half is
    /// tried, until the bad one is found.
    mutating func refuse(_ batch: [(id: String, alert: AlertmanagerAlert)]) {
        guard batch.count <= 1 else {
            batchLimit = batch.count / 2
            return
        }
        for (id, _) in batch {
            entries[id]?.due = .max
            droppedCount += 1
        }
    }

    /// After a start: what ended of late, as nobody knows whether it was told.
    private mutating func remember(_ reading: AlertLog.Reading, now: Int64) {
        var last: [String: AlertChange] = [:]
        for change in reading.changes {
            let before = last.updateValue(change, forKey: change.key)
            guard let before, before.status == .firing,
                change.status == .resolved || change.severity != before.severity
            else { continue }
            let alert = AlertmanagerAlert(before, application: application)
            let entry = Entry(alert: alert, key: change.key, due: now)
            conclude(alert.id, entry, end: change.since, now: now)
        }
    }

    private mutating func conclude(_ id: String, _ entry: Entry, end: Int64, now: Int64) {
        var entry = entry
        entry.alert.end = end
        entry.due = now
        entry.until = now + Self.afterglow
        put(id, entry)
    }

    private mutating func put(_ id: String, _ entry: Entry) {
        entries[id] = entry
        nextDue = min(nextDue, entry.due)
    }

    /// What is over makes room, the oldest first.
    private mutating func shrink() {
        let excess = entries.count - Self.mostAlerts
        guard excess > 0 else { return }
        let over = entries.filter { $0.value.alert.end != nil }
        for (id, _) in over.sorted(by: { $0.value.until < $1.value.until }).prefix(excess) {
            entries[id] = nil
            droppedCount += 1
        }
    }

    /// When alerts ceased or changed their severity, by key, in order.
    private static func ends(_ changes: [AlertChange]) -> [String: [Int64]] {
        Dictionary(grouping: changes, by: \.key).mapValues { $0.map(\.since) }
    }
}
