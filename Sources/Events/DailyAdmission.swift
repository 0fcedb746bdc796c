// SPDX-License-Identifier: Apache-2.0

/// Which values of a dimension are counted by themselves on which day of event time.
///
/// When the first event of a UTC day comes, the values that came most often on the day before are
/// admitted, as many as the limit says; places that are left go to other values in the order in which
/// they come. What was decided for a day holds for all events of that day, whenever they come: so
/// nothing is counted now by itself and then with others. Expected values are always admitted,
/// beside the limit. One thread owns it.
@safe struct DailyAdmission: ~Copyable {
    /// How many days can be told apart; of events of a day before, only expected values are admitted.
    static let keptDays = 64
    private static let bits = 64

    /// A day since 1970, and how many values it has admitted beside the expected ones.
    private struct Day: BitwiseCopyable {
        var number = Int64.min
        var admitted = 0
    }

    // Allocated once at full length and freed with this; indices are a day modulo their number, and
    // a value's number less the first, both checked or bounded by a mask.
    private let limit: Int
    private let capacity: Int
    private let words: Int
    private let days: UnsafeMutablePointer<Day>
    /// A set of bits for each day, and that of the expected values behind them.
    private let sets: UnsafeMutablePointer<UInt64>
    /// How often each value came on the two days that were counted last, by evenness.
    private let counts: UnsafeMutablePointer<UInt32>
    private var countedDays = InlineArray<2, Int64>(repeating: .min)

    /// An admission of nothing yet.
    ///
    /// - Parameters:
    ///   - limit: Values admitted on a day.
    ///   - capacity: Values that there are at most.
    init(limit: Int, capacity: Int) {
        self.limit = limit
        self.capacity = capacity
        words = (capacity + Self.bits - 1) / Self.bits
        unsafe days = .allocate(capacity: Self.keptDays)
        unsafe days.initialize(repeating: Day(), count: Self.keptDays)
        unsafe sets = .allocate(capacity: (Self.keptDays + 1) * words)
        unsafe sets.initialize(repeating: 0, count: (Self.keptDays + 1) * words)
        unsafe counts = .allocate(capacity: 2 * capacity)
        unsafe counts.initialize(repeating: 0, count: 2 * capacity)
    }

    deinit {
        unsafe days.deallocate()
        unsafe sets.deallocate()
        unsafe counts.deallocate()
    }

    /// The bytes for so many values.
    static func bytes(capacity: Int) -> Int {
        (keptDays + 1) * (capacity + bits - 1) / 8 + 2 * capacity * MemoryLayout<UInt32>.stride
            + keptDays * MemoryLayout<Day>.stride
    }

    /// Admits a value on all days; before the first event only.
    mutating func expect(_ value: Int) {
        precondition(value < capacity, "a value of the dictionary")
        insert(value, into: Self.keptDays)
    }

    /// Whether a value is admitted on a day; counts it.
    ///
    /// - Complexity: O(1), but for the first event of a day.
    @inline(__always)
    mutating func admits(_ value: Int, on day: Int64) -> Bool {
        precondition(value < capacity, "a value of the dictionary")
        let place = Int(day & Int64(Self.keptDays - 1))
        if unsafe days[place].number < day { begin(day, at: place) }
        count(value, on: day)
        guard unsafe days[place].number == day else { return contains(value, Self.keptDays) }
        return contains(value, place) || admit(value, at: place)
    }

    @inline(__always)
    private mutating func count(_ value: Int, on day: Int64) {
        let turn = Int(day & 1)
        if countedDays[turn] < day {
            countedDays[turn] = day
            for index in 0..<capacity { unsafe counts[turn &* capacity &+ index] = 0 }
        }
        guard countedDays[turn] == day else { return }
        let index = turn &* capacity &+ value
        if unsafe counts[index] < .max { unsafe counts[index] &+= 1 }
    }

    /// Takes a place that is left.
    @inline(never)
    private mutating func admit(_ value: Int, at place: Int) -> Bool {
        guard unsafe days[place].admitted < limit else { return false }
        unsafe days[place].admitted += 1
        insert(value, into: place)
        return true
    }

    /// Chooses a day's values by how often they came on the day before.
    @inline(never)
    private mutating func begin(_ day: Int64, at place: Int) {
        for word in 0..<words {
            unsafe sets[place * words + word] = unsafe sets[Self.keptDays * words + word]
        }
        var chosen: [Int] = []
        let turn = Int((day - 1) & 1)
        if countedDays[turn] == day - 1 {
            func came(_ value: Int) -> UInt32 { unsafe counts[turn * capacity + value] }
            chosen = (0..<capacity).filter { came($0) > 0 && !contains($0, Self.keptDays) }
            if chosen.count > limit {
                chosen.sort { (came($1), $0) < (came($0), $1) }
                chosen.removeLast(chosen.count - limit)
            }
        }
        for value in chosen { insert(value, into: place) }
        unsafe days[place] = Day(number: day, admitted: chosen.count)
    }

    @inline(__always)
    private func contains(_ value: Int, _ place: Int) -> Bool {
        let word = unsafe sets[place &* words &+ value / Self.bits]
        return word & (1 << UInt64(value % Self.bits)) != 0
    }

    private mutating func insert(_ value: Int, into place: Int) {
        unsafe sets[place * words + value / Self.bits] |= 1 << UInt64(value % Self.bits)
    }
}

// What must be kept, for an admission that is made anew.
extension DailyAdmission {
    /// What is known of the day at a place; nil: none had it yet.
    func keptDay(_ place: Int) -> DimensionAdmission.KeptDay? {
        let day = unsafe days[place]
        guard day.number != .min else { return nil }
        return DimensionAdmission.KeptDay(
            number: day.number,
            admitted: day.admitted,
            values: (0..<capacity).filter { contains($0, place) }.map { UInt32($0) }
        )
    }

    /// Sets what was known of a day.
    mutating func restore(_ day: DimensionAdmission.KeptDay) {
        let place = Int(day.number & Int64(Self.keptDays - 1))
        unsafe days[place] = Day(number: day.number, admitted: day.admitted)
        for value in day.values where value < capacity { insert(Int(value), into: place) }
        // What is expected now may not have been when the day began.
        for word in 0..<words {
            unsafe sets[place * words + word] |= sets[Self.keptDays * words + word]
        }
    }

    /// How often each value came on the days that were counted last: their numbers, and the counts of
    /// the even day and of the odd one.
    var keptCounts: DimensionAdmission.KeptCounts {
        var counts = DimensionAdmission.KeptCounts(days: [countedDays[0], countedDays[1]])
        for turn in 0..<2 {
            for value in 0..<capacity {
                let count = unsafe self.counts[turn * capacity + value]
                if count > 0 { counts.values[turn].append((UInt32(value), count)) }
            }
        }
        return counts
    }

    /// Sets how often each value came.
    mutating func restore(_ kept: DimensionAdmission.KeptCounts) {
        for turn in 0..<2 {
            countedDays[turn] = kept.days[turn]
            for (value, count) in kept.values[turn] where value < capacity {
                unsafe counts[turn * capacity + Int(value)] = count
            }
        }
    }
}
