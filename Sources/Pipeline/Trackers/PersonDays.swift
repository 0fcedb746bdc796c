// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

/// The dimension values of persons' days that are still counted: those of each day's earliest event.
///
/// Without dimensions there is nothing to keep. Owned and used by a `PersonTracker`.
struct PersonDays: ~Copyable {
    struct Values: BitwiseCopyable {
        var combination: UInt32
        /// Time of the event that gave them, ms since the day began.
        var rest: UInt32
        var day: UInt16
    }

    /// Days kept, among them expired ones not dropped yet.
    var count: Int { values.count }
    /// Days that found no room.
    var refusedCount: Int { values.refusedCount }

    private let isUsed: Bool
    /// How long after its start a day takes facts, ms.
    private let keep: Int64
    var values: ShardedTable<Values>

    /// The days that the tables of a plan count.
    init(_ plan: Plan, limit: Int) {
        let tables = plan.updates[Int(FactKind.personActive.rawValue)].map { plan.tables[$0.table] }
        isUsed = !plan.dimensions.isEmpty && !tables.isEmpty
        // Where a clock goes forward a day closes an hour later by that clock.
        keep =
            (tables.map { $0.paneSize + $0.acceptance }.max() ?? 0) + plan.calendar.largestChange
        values = ShardedTable(limit: limit)
    }

    /// The combination of a person's day; nil: not kept.
    func combination(of person: UInt64, on day: Int32) -> UInt32? {
        guard isUsed else { return CombinationTable.absent }
        return values.find(Self.key(person, day))?.value.combination
    }

    /// Whether an event is later than the one that gave a day its values, or none are kept.
    @inline(__always)
    func covers(_ person: UInt64, _ day: Int32, _ rest: Int32) -> Bool {
        guard isUsed, let known = values.find(Self.key(person, day)) else { return true }
        return known.value.rest <= UInt32(rest)
    }

    /// Takes an event of a day that is kept; the earliest gives the values.
    mutating func improve(_ person: UInt64, _ day: Int32, _ rest: Int32, _ combination: UInt32) {
        guard isUsed, let known = values.find(Self.key(person, day)) else { return }
        if UInt32(rest) < known.value.rest {
            known.value.rest = UInt32(rest)
            known.value.combination = combination
        }
    }

    /// Begins to keep a day.
    ///
    /// - Returns: false: there is no room.
    mutating func begin(
        _ person: UInt64,
        _ day: Int32,
        _ rest: Int32,
        _ combination: UInt32,
        watermark: Int64
    ) -> Bool {
        guard isUsed else { return true }
        let fresh = Values(combination: combination, rest: UInt32(rest), day: UInt16(day))
        return store(fresh, of: person, watermark: watermark)
    }

    /// Gives a device's day to the user it belongs to; the earlier values win, the user's a tie.
    mutating func move(_ day: Int32, of device: UInt64, to user: UInt64, watermark: Int64) -> Bool {
        guard isUsed, let found = values.find(Self.key(device, day)) else { return true }
        let past = found.value
        values.remove(Self.key(device, day))
        if let known = values.find(Self.key(user, day)), known.value.rest <= past.rest {
            return true
        }
        return store(past, of: user, watermark: watermark)
    }

    /// Drops forgotten days of a part of the table.
    mutating func sweep(at watermark: Int64) {
        let keep = keep
        values.sweepNext { watermark >= Person.start(of: Int32($0.day)) + keep }
    }

    private mutating func store(_ fresh: Values, of person: UInt64, watermark: Int64) -> Bool {
        let keep = keep
        guard
            let found = values.findOrInsert(
                Self.key(person, Int32(fresh.day)),
                initial: fresh,
                isExpired: { watermark >= Person.start(of: Int32($0.day)) + keep }
            )
        else { return false }
        found.entry.value = fresh
        return true
    }

    private static func key(_ person: UInt64, _ day: Int32) -> UInt64 {
        HashMix.combine(person, UInt64(UInt32(bitPattern: day)))
    }
}

extension PersonDays.Values: NamesOneCombination {}
