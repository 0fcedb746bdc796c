// SPDX-License-Identifier: Apache-2.0

import KPIs

/// Which rules on inputs fire, and since when others are off.
///
/// It is shown how the inputs are at each barrier, and decides by that alone. What fires is stored; what
/// had begun is not, so that a start raises nothing by itself. Owned and used by the thread that sets
/// barriers.
struct InputBook: Sendable {
    /// How the inputs are at a barrier.
    struct Reading: Sendable {
        /// The clock on the wall, ms.
        var wall: Int64
        /// How far event time has come, ms; nil: nothing came yet.
        var watermark: Int64?
        /// How far the ends are; nil: nobody asked.
        var lag: InputLag?
        /// How many partitions are read, of which events are counted.
        var partitions: Int
        /// Events that came in all, each record that was rejected whole among them.
        var events: Int64
        /// How many of them were rejected.
        var rejected: Int64
    }

    private struct Entry {
        var isFiring = false
        /// Since when it speaks against that, monotonic ms.
        var begun: Int64?
        /// What is counted in a period, from its beginning on.
        var period: (begun: Int64, partitions: Int, events: Int64, rejected: Int64)?
    }

    let rules: [InputRule]
    private var entries: [Entry]

    /// A book of nothing; nil: there are no rules.
    init?(_ rules: [InputRule]) {
        guard !rules.isEmpty else { return nil }
        self.rules = rules
        entries = rules.map { _ in Entry() }
    }

    /// Whether it wants to know how far the ends are.
    var readsLag: Bool {
        rules.contains { if case .lag = $0.condition { true } else { false } }
    }

    /// Whether a rule fires.
    func isFiring(_ rule: Int) -> Bool { entries[rule].isFiring }

    /// A rule fired before a restart.
    mutating func setFiring(_ rule: Int) { entries[rule].isFiring = true }

    /// Judges how inputs are.
    ///
    /// - Parameters:
    ///   - reading: at a barrier.
    ///   - now: monotonic ms.
    /// - Returns: what turned, in the order of rules.
    mutating func judge(_ reading: Reading, now: Int64) -> [InputTurn] {
        rules.indices.compactMap { rule in
            let value: Double?
            switch rules[rule].condition {
            case .lag(let bound):
                value = reading.lag.map { Double($0.records) }
                guard holds(reading.lag?.isAbove(bound), rule, now) else { return nil }
            case .stale(let bound):
                value = reading.watermark.map { Double(reading.wall - $0) / 1_000 }
                guard holds(value.map { $0 * 1_000 > Double(bound) }, rule, now) else { return nil }
            case .rejects(let bound):
                value = share(reading, rule, now)
                guard let value, (value > bound) != entries[rule].isFiring else { return nil }
            }
            entries[rule].isFiring.toggle()
            return InputTurn(
                rule: rule,
                value: value ?? 0,
                isFiring: entries[rule].isFiring,
                since: reading.wall
            )
        }
    }

    /// Whether a rule has been other than it says for as long as it asks for; nil breaks the row.
    private mutating func holds(_ isOff: Bool?, _ rule: Int, _ now: Int64) -> Bool {
        guard let isOff, isOff != entries[rule].isFiring else {
            entries[rule].begun = nil
            return false
        }
        let begun = entries[rule].begun ?? now
        let holds = now - begun >= rules[rule].hold
        entries[rule].begun = holds ? nil : begun
        return holds
    }

    /// The share of rejected events at the end of a period; nil: it goes on, or had too few of them.
    private mutating func share(_ reading: Reading, _ rule: Int, _ now: Int64) -> Double? {
        let next = (now, reading.partitions, reading.events, reading.rejected)
        // A partition brings what it counted before a start, which is of no period.
        guard let period = entries[rule].period, period.partitions == reading.partitions else {
            entries[rule].period = next
            return nil
        }
        guard now - period.begun >= rules[rule].hold else { return nil }
        entries[rule].period = next
        let events = Double(reading.events - period.events)
        guard events > 0, events >= rules[rule].minimumSample else { return nil }
        return Double(reading.rejected - period.rejected) / events
    }
}

extension InputLag {
    /// Whether there is more than that; nil: more may lie behind an end that is not known.
    fileprivate func isAbove(_ bound: Int64) -> Bool? {
        records > bound ? true : isWhole ? false : nil
    }
}
