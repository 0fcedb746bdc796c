// SPDX-License-Identifier: Apache-2.0

import CPlatform
import Events
import KPIs

/// Numbers for the combinations of dimension values that occur, with their series by grouping set.
///
/// One look-up an event gives the series of every grouping set. Trackers keep the number instead
/// of the values. When it is full, new combinations become the overflow one. Owned and used by one
/// aggregator.
@safe struct CombinationTable: ~Copyable {
    /// The combination whose dimensions are all absent.
    static var absent: UInt32 { 0 }
    /// The combination whose dimensions are all `other`.
    static var overflow: UInt32 { 1 }
    /// In stored combinations: a series of a grouping set that there was not yet.
    static var unknownSeries: UInt32 { .max }

    /// The most combinations unless said.
    static var defaultLimit: Int { 1_000_000 }

    /// The series of each grouping set.
    let series: [SeriesTable]
    /// Events whose combination found no room.
    private(set) var refusedCount = 0
    /// Combinations known.
    private(set) var count = 0

    let dimensionCount: Int
    private let setCount: Int
    /// At most this many combinations.
    let limit: Int
    private var numbers: ShardedTable<UInt32>
    private var seriesNumbers: ShardedTable<UInt32>
    private let seriesOf: UnsafeMutablePointer<UInt32>
    private let values: UnsafeMutablePointer<UInt32>

    init(dimensionCount: Int, groupingSets: [[Int]], seriesLimit: Int, limit: Int = defaultLimit) {
        self.dimensionCount = dimensionCount
        self.limit = dimensionCount == 0 ? 2 : limit
        setCount = groupingSets.count
        series = groupingSets.map { slots in
            SeriesTable(slots: slots, limit: slots.isEmpty ? 1 : seriesLimit)
        }
        numbers = ShardedTable(limit: limit)
        seriesNumbers = ShardedTable(limit: seriesLimit * max(1, groupingSets.count))
        unsafe seriesOf = .allocate(capacity: self.limit * groupingSets.count)
        unsafe values = .allocate(capacity: max(1, self.limit * dimensionCount))
        _ = append(.init(repeating: ValueDictionary.absent), hash: 1)
        _ = append(.init(repeating: ValueDictionary.overflow), hash: 2)
    }

    deinit {
        unsafe seriesOf.deallocate()
        unsafe values.deallocate()
    }

    /// The combination of an event's dimension values.
    ///
    /// - Complexity: O(1).
    @inline(__always)
    mutating func number(of event: borrowing Event) -> UInt32 { number(of: event.dimensions) }

    /// The combination of given values, by slot.
    ///
    /// - Complexity: O(1).
    @inline(__always)
    mutating func number(of values: InlineArray<8, UInt32>) -> UInt32 {
        if dimensionCount == 0 { return Self.absent }
        let hash = hash(of: values)
        if let known = numbers.find(hash) { return known.value }
        return append(values, hash: hash)
    }

    /// Starts loading what `number(of:)` will read.
    func prefetch(_ values: InlineArray<8, UInt32>) { numbers.prefetch(hash(of: values)) }

    /// The combination of given values if it is known, else the absent one; starts loading where its
    /// series stand.
    ///
    /// - Complexity: O(1).
    func prefetchSeries(of values: InlineArray<8, UInt32>) -> UInt32 {
        guard let known = numbers.find(hash(of: values)) else { return Self.absent }
        let combination = known.value
        unsafe sg_prefetch(seriesOf + place(of: combination))
        return combination
    }

    @inline(__always)
    private func hash(of values: InlineArray<8, UInt32>) -> UInt64 {
        var hash: UInt64 = 0x51_7C_C1_B7_27_22_0A_95
        for slot in 0..<dimensionCount {
            hash = HashMix.combine(hash, UInt64(values[slot]))
        }
        return hash
    }

    /// The series of a combination in a grouping set.
    @inline(__always)
    func series(of combination: UInt32, in groupingSet: Int) -> UInt32 {
        series(at: place(of: combination), in: groupingSet)
    }

    /// Where the series of a combination stand.
    @inline(__always)
    func place(of combination: UInt32) -> Int { Int(combination) &* setCount }

    /// The series at a combination's place in a grouping set.
    @inline(__always)
    func series(at place: Int, in groupingSet: Int) -> UInt32 {
        unsafe seriesOf[place &+ groupingSet]
    }

    /// The interned value of a combination in a slot.
    func value(of combination: UInt32, slot: Int) -> UInt32 {
        unsafe values[Int(combination) * dimensionCount + slot]
    }

    /// The series of given values in a grouping set, made if it is not there.
    mutating func makeSeries(_ values: InlineArray<8, UInt32>, in groupingSet: Int) -> UInt32 {
        let table = series[groupingSet]
        if table.slots.isEmpty { return 0 }
        if table.slots.allSatisfy({ values[$0] == ValueDictionary.overflow }) { return 0 }
        let hash = Self.hash(of: table.slots.map { values[$0] }, in: groupingSet)
        if let known = seriesNumbers.find(hash) { return known.value }
        guard let made = table.append({ values[$0] }) else {
            refusedCount += 1
            return 0
        }
        _ = seriesNumbers.findOrInsert(hash, initial: made, isExpired: { _ in false })
        return made
    }

    /// The series of values by position in the grouping set of an output.
    mutating func makeSeries(_ values: [UInt32], of output: Int, _ plan: Plan) -> UInt32 {
        let groupingSet = plan.groupingSet(ofOutput: output)
        var bySlot = InlineArray<8, UInt32>(repeating: ValueDictionary.absent)
        for (slot, value) in zip(plan.groupingSets[groupingSet], values) { bySlot[slot] = value }
        return makeSeries(bySlot, in: groupingSet)
    }

    private static func hash(of values: [UInt32], in groupingSet: Int) -> UInt64 {
        values.reduce(HashMix.combine(UInt64(groupingSet), 0x2545_F491_4F6C_DD1D)) {
            HashMix.combine($0, UInt64($1))
        }
    }

    /// Finds a series by its values from now on.
    mutating func remember(_ series: UInt32, _ values: [UInt32], in groupingSet: Int) {
        let hash = Self.hash(of: values, in: groupingSet)
        _ = seriesNumbers.findOrInsert(hash, initial: series, isExpired: { _ in false })
    }

    /// Takes the next combination with the series that it had; false: there is no room.
    ///
    /// It has its number even if another one has the same values since a dimension is gone.
    mutating func restore(_ values: InlineArray<8, UInt32>, _ series: [UInt32]) -> Bool {
        let number = UInt32(count)
        return append(values, hash: hash(of: values), known: series) == number
    }

    @inline(never)
    private mutating func append(
        _ fresh: InlineArray<8, UInt32>,
        hash: UInt64,
        known: [UInt32] = []
    ) -> UInt32 {
        guard count < limit,
            numbers.findOrInsert(hash, initial: UInt32(count), isExpired: { _ in false }) != nil
        else {
            refusedCount += 1
            return Self.overflow
        }
        let number = count
        count += 1
        for slot in 0..<dimensionCount {
            unsafe values[number * dimensionCount + slot] = fresh[slot]
        }
        for groupingSet in 0..<series.count {
            let own = groupingSet < known.count ? known[groupingSet] : Self.unknownSeries
            unsafe seriesOf[number * series.count + groupingSet] =
                own != Self.unknownSeries ? own : makeSeries(fresh, in: groupingSet)
        }
        return UInt32(number)
    }
}
