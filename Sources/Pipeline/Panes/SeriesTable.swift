// SPDX-License-Identifier: Apache-2.0

import Events
import Synchronization

/// The series of one grouping set: numbers for combinations of its dimension values.
///
/// Series 0 of the empty grouping set is the total; series 0 of any other is the overflow series
/// with `other` in every dimension. One thread adds, any thread reads values.
@safe final class SeriesTable: Sendable {
    /// The slots of the grouping set's dimensions.
    let slots: [Int]
    /// At most this many series.
    let limit: Int

    // Values are written once, before `published` is stored with release; readers load it with
    // acquire. Pages of series that never came are never touched.
    private nonisolated(unsafe) let values: UnsafeMutablePointer<UInt32>
    private let published: Atomic<Int>

    init(slots: [Int], limit: Int) {
        self.slots = slots
        self.limit = limit
        unsafe values = .allocate(capacity: max(1, limit * slots.count))
        for place in 0..<slots.count { unsafe values[place] = ValueDictionary.overflow }
        published = Atomic(1)
    }

    deinit { unsafe values.deallocate() }

    /// How many series there are.
    ///
    /// Any thread.
    var count: Int { published.load(ordering: .acquiring) }

    /// The interned value of a series in a dimension of the grouping set.
    ///
    /// Any thread.
    func value(_ series: UInt32, _ position: Int) -> UInt32 {
        precondition(Int(series) < count && position < slots.count, "a published series")
        return unsafe values[Int(series) * slots.count + position]
    }

    /// The interned values of a series, by position in the grouping set.
    ///
    /// Any thread.
    func values(of series: UInt32) -> [UInt32] { slots.indices.map { value(series, $0) } }

    /// Whether a series stands for values over a limit.
    ///
    /// Any thread.
    func isOverflow(_ series: UInt32) -> Bool {
        (0..<slots.count).contains { value(series, $0) == ValueDictionary.overflow }
    }

    /// Adds a series; nil when the table is full.
    ///
    /// Writer only.
    func append(_ value: (Int) -> UInt32) -> UInt32? {
        let series = published.load(ordering: .relaxed)
        guard series < limit else { return nil }
        for position in 0..<slots.count {
            unsafe values[series * slots.count + position] = value(slots[position])
        }
        published.store(series + 1, ordering: .releasing)
        return UInt32(series)
    }
}
