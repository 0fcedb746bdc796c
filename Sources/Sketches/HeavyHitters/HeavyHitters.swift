// SPDX-License-Identifier: Apache-2.0

/// The most frequent of very many items, each with bounds that hold, in bounded memory.
///
/// As long as there are no more items than counters all counts are exact and no order matters.
/// Beyond, a new item takes over the smallest counter and is told to have been there that often at
/// most (SpaceSaving: A. Metwally, D. Agrawal, A. El Abbadi, "Efficient Computation of Frequent and
/// Top-k Elements in Data Streams", 2005). Merging adds, with what an item can have had at most
/// where it has no counter (P. Agarwal and others, "Mergeable Summaries", 2012; M. Cafaro and
/// others, 2016). The data plane has `HeavyHittersArena`.
///
/// An item may be taken back that was added before: its counter falls, and an item without one
/// changes nothing, since every bound holds all the more.
public struct HeavyHitters: Sendable, Equatable {
    /// How many counters there are at most.
    public let capacity: Int
    /// The items with counters: larger counts first, of equal ones the smaller item.
    public private(set) var entries: [Entry] = []
    /// The most that the weights of any item without a counter come to.
    ///
    /// At most the sum of the weights added, divided by the capacity; 0 while all is exact.
    public private(set) var floor: Int64 = 0
    /// The sum of all weights.
    public private(set) var total: Int64 = 0

    /// Makes a sketch of nothing.
    ///
    /// - Parameter capacity: the most counters, 1 or more.
    public init(capacity: Int) {
        precondition(capacity > 0, "A sketch has a counter at least.")
        self.capacity = capacity
    }

    /// Makes a sketch of what was kept elsewhere.
    ///
    /// - Parameters:
    ///   - capacity: the most counters, 1 or more.
    ///   - entries: in any order, each item once; if they are too many the smallest leave.
    ///   - floor: the most that any other item's weights come to.
    ///   - total: the sum of all weights.
    public init(capacity: Int, entries: some Sequence<Entry>, floor: Int64, total: Int64) {
        self.init(capacity: capacity)
        self.floor = floor
        self.total = total
        take(entries.sorted(by: Entry.precedes))
    }

    /// Whether nothing was counted, or all of it was taken back.
    public var isEmpty: Bool { entries.isEmpty && total == 0 }

    /// Between which numbers the weights of an item lie.
    ///
    /// - Complexity: O(counters).
    public func bounds(of item: UInt32) -> ClosedRange<Int64> {
        guard let entry = entries.first(where: { $0.item == item }) else { return 0...floor }
        return entry.low...entry.count
    }

    /// Counts an item.
    ///
    /// Of the smallest counters the one of the largest item is taken over.
    ///
    /// - Parameters:
    ///   - item: the item; 0 names none and is not counted.
    ///   - weight: how often; below 0 it takes back what was added before.
    /// - Complexity: O(counters).
    public mutating func add(_ item: UInt32, weight: Int64 = 1) {
        guard item != 0 else { return }
        total += weight
        var entry = Entry(item: item, count: floor, error: floor)
        if let position = entries.firstIndex(where: { $0.item == item }) {
            entry = entries.remove(at: position)
        } else if weight <= 0 {
            return
        } else if entries.count == capacity {
            floor = max(floor, entries.removeLast().count)
            entry = Entry(item: item, count: floor, error: floor)
        }
        entry.count += weight
        entry.error = min(entry.error, entry.count)
        guard entry.count > 0 else { return }
        let position = entries.firstIndex { Entry.precedes(entry, $0) } ?? entries.count
        entries.insert(entry, at: position)
    }

    /// Counts everything that another sketch counted.
    ///
    /// - Parameter other: of any capacity.
    /// - Complexity: O(counters of both, with a logarithm).
    public mutating func merge(_ other: HeavyHitters) {
        var theirs = Dictionary(uniqueKeysWithValues: other.entries.map { ($0.item, $0) })
        var merged = entries.map { entry in
            let more = theirs.removeValue(forKey: entry.item)
            return Entry(
                item: entry.item,
                count: entry.count + (more?.count ?? other.floor),
                error: entry.error + (more?.error ?? other.floor)
            )
        }
        for entry in theirs.values {
            merged.append(
                Entry(item: entry.item, count: entry.count + floor, error: entry.error + floor)
            )
        }
        floor += other.floor
        total += other.total
        take(merged.sorted(by: Entry.precedes))
    }

    /// The two together; see `merge(_:)`.
    public func merged(with other: HeavyHitters) -> HeavyHitters {
        var merged = self
        merged.merge(other)
        return merged
    }

    /// Keeps the largest; no other had more than the largest that goes.
    private mutating func take(_ sorted: [Entry]) {
        entries = Array(sorted.prefix(capacity))
        if sorted.count > capacity { floor = max(floor, sorted[capacity].count) }
    }
}
