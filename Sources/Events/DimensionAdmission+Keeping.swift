// SPDX-License-Identifier: Apache-2.0

// What must be kept, for an admission that is made anew.
extension DimensionAdmission {
    /// What is known of a day.
    public struct KeptDay: Sendable, Equatable {
        /// Days since 1970.
        public var number: Int64
        /// Values admitted beside the expected ones.
        public var admitted: Int
        /// The values admitted, less the number of the first value of a dictionary.
        public var values: [UInt32]

        /// A day.
        public init(number: Int64, admitted: Int, values: [UInt32]) {
            self.number = number
            self.admitted = admitted
            self.values = values
        }
    }

    /// How often values came on the two days that were counted last.
    public struct KeptCounts: Sendable {
        /// The day of even number, and that of odd number, since 1970.
        public var days: [Int64]
        /// Of each of the two: values, as in `KeptDay`, and how often they came.
        public var values: [[(value: UInt32, count: UInt32)]] = [[], []]

        /// Counts of nothing.
        public init(days: [Int64]) { self.days = days }
    }

    /// How many dimensions are admitted by days; 0: all values are.
    public var slotCount: Int { count }

    /// Places of days that a dimension has.
    public static var dayPlaces: Int { DailyAdmission.keptDays }

    /// What is known of the day at a place; nil: none had it yet.
    public func keptDay(_ place: Int, ofSlot slot: Int) -> KeptDay? {
        precondition(slot < count && place < Self.dayPlaces, "a place of a dimension")
        return unsafe slots[slot].keptDay(place)
    }

    /// How often values of a dimension came.
    public func keptCounts(ofSlot slot: Int) -> KeptCounts {
        precondition(slot < count, "a dimension")
        return unsafe slots[slot].keptCounts
    }

    /// Sets what was known of a day, before the first event.
    public mutating func restore(_ day: KeptDay, ofSlot slot: Int) {
        precondition(slot < count, "a dimension")
        unsafe slots[slot].restore(day)
    }

    /// Sets how often values of a dimension came, before the first event.
    public mutating func restore(_ counts: KeptCounts, ofSlot slot: Int) {
        precondition(slot < count, "a dimension")
        unsafe slots[slot].restore(counts)
    }
}
