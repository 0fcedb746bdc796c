// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// The part of the walk that admission is: it names values.
extension StateImage {
    /// What days have admitted, and how often values came.
    ///
    /// A day keeps its values as long as an event of it may be counted anywhere. After that it keeps
    /// how many it has admitted, and those of its values that something else names: a value that was
    /// released and comes with an event that late finds what places are left. Counts choose the
    /// values of the day after, so they keep theirs until that day has begun.
    mutating func visitAdmission(
        _ layout: NumberLayout,
        _ visitor: inout some NumberVisitor
    ) throws(StateError) {
        var clocks = try single(.clocks)
        let watermark: Int64 = try clocks.read()
        let slots = layout.plan.dimensions.count
        for slot in 0..<slots {
            let begun = try begunDays(slot)
            try rewriteNumbered(.admission, slot) { number, reader, writer throws(StateError) in
                func visit(_ value: UInt32, _ isNamed: Bool) throws(StateError) -> UInt32? {
                    let number = value &+ ValueDictionary.firstNumber
                    let new =
                        isNamed
                        ? try visitor.value(number, of: slot)
                        : try visitor.mention(number, of: slot)
                    return new.map { $0 - ValueDictionary.firstNumber }
                }
                if number < DimensionAdmission.dayPlaces {
                    var day = try DimensionAdmission.KeptDay(from: &reader)
                    let end = (day.number + 1) * Self.day
                    let isOpen = watermark == .min || watermark < end + layout.dayReach
                    var kept: [UInt32] = []
                    for value in day.values {
                        if let value = try visit(value, isOpen) { kept.append(value) }
                    }
                    day.values = kept
                    day.write(to: &writer)
                } else {
                    var counts = try DimensionAdmission.KeptCounts(from: &reader)
                    for turn in counts.values.indices {
                        let isOpen = !begun.contains(counts.days[turn] &+ 1)
                        var kept: [(value: UInt32, count: UInt32)] = []
                        for (value, count) in counts.values[turn] {
                            if let value = try visit(value, isOpen) { kept.append((value, count)) }
                        }
                        counts.values[turn] = kept
                    }
                    counts.write(to: &writer)
                }
            }
        }
    }

    private static let day: Int64 = 86_400_000

    /// The days that have chosen their values.
    private func begunDays(_ slot: Int) throws(StateError) -> Set<Int64> {
        var days: Set<Int64> = []
        for part in section(.admission, slot) where part.number < DimensionAdmission.dayPlaces {
            var content = part.content
            days.insert(try DimensionAdmission.KeptDay(from: &content).number)
        }
        return days
    }
}
