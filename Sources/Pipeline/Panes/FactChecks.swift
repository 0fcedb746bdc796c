// SPDX-License-Identifier: Apache-2.0

import KPIs

/// The filters of a plan as flat lists: which of them take a fact is one word.
///
/// A kind of fact is counted in several window sizes and grouping sets, each with the same filters;
/// they look at a fact once for all of them. As `EventChecks` for events, but a kind may have more
/// filters than a word has bits: then the last bit stands for all that are left, and whoever counts
/// asks each of these (`takes`).
struct FactChecks: ~Copyable {
    /// Filters by kind of fact, as positions in `filters`.
    private let kinds: FlatList<Range<Int>>
    private let filters: FlatList<FactFilter>
    private static var lastBit: Int { UInt64.bitWidth - 1 }

    /// The filters of a plan.
    init(_ plan: Plan) {
        var kinds: [Range<Int>] = []
        var filters: [FactFilter] = []
        for kind in FactKind.allCases {
            let first = filters.count
            filters += plan.filters(of: kind)
            kinds.append(first..<filters.count)
        }
        self.kinds = FlatList(kinds)
        self.filters = FlatList(filters)
    }

    /// Whether the filter at a position among so many stands for others, too.
    static func isShared(_ position: Int, of count: Int) -> Bool {
        count > UInt64.bitWidth && position >= lastBit
    }

    /// The bit of the filter at a position among those of its kind.
    @inline(__always)
    static func bit(_ position: Int) -> UInt64 { 1 << UInt64(min(position, lastBit)) }

    /// The filters that take a fact, as bits by their position among those of its kind.
    ///
    /// - Complexity: O(filters of the kind).
    @inline(__always)
    func taking(_ fact: Fact) -> UInt64 {
        let range = kinds[Int(fact.kind.rawValue)]
        var bits: UInt64 = 0
        var position = range.lowerBound
        while position < range.upperBound {
            if filters[position].takes(fact) {
                bits |= Self.bit(position &- range.lowerBound)
            }
            position += 1
        }
        return bits
    }

    /// Whether a fact that some filters took (`taking`) counts in a cell.
    func takes(_ fact: Fact, _ taking: UInt64, _ cell: CellUpdate) -> Bool {
        guard cell.filter & taking != 0, fact.time >= cell.from else { return false }
        guard cell.sharing >= 0 else { return true }
        return filters[kinds[Int(fact.kind.rawValue)].lowerBound + cell.sharing].takes(fact)
    }
}
