// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// The filters of a plan as flat lists: which of them take a fact is one word.
///
/// A kind of fact is counted in several window sizes and grouping sets, each with the same filters;
/// they look at a fact once for all of them. As `EventChecks` for events, but a kind may have more
/// filters than a word has bits: then the last bit stands for all that are left, and whoever counts
/// asks each of these (`takes`).
struct FactChecks: ~Copyable {
    /// What the facts of a kind and channel are asked.
    struct Questions: BitwiseCopyable {
        /// The filters that take every fact of the channel.
        var every: UInt64 = 0
        /// The others that may take one, as positions in `asked`.
        var first = 0
        var end = 0
    }

    /// A filter that may take a fact of a channel.
    struct Asked {
        var bit: UInt64
        var filter: FactFilter
    }

    /// As many channels have a place for each kind.
    private static var channelPlaces: Int { 8 }

    /// By kind of fact and channel.
    private let questions: FlatList<Questions>
    private let asked: FlatList<Asked>
    /// Filters by kind of fact, as positions in `filters`.
    private let kinds: FlatList<Range<Int>>
    private let filters: FlatList<FactFilter>
    private static var lastBit: Int { UInt64.bitWidth - 1 }

    /// The filters of a plan.
    init(_ plan: Plan) {
        precondition(Channel.allCases.count == Self.channelPlaces, "each channel has its place")
        var kinds: [Range<Int>] = []
        var filters: [FactFilter] = []
        var questions: [Questions] = []
        var asked: [Asked] = []
        for kind in FactKind.allCases {
            let ofKind = plan.filters(of: kind)
            kinds.append(filters.count..<filters.count + ofKind.count)
            filters += ofKind
            for channel in Channel.allCases {
                var question = Questions(first: asked.count)
                for (position, filter) in ofKind.enumerated() where filter.takes(channel) {
                    let bit = Self.bit(position)
                    if filter.asksForChannelOnly {
                        question.every |= bit
                    } else {
                        asked.append(Asked(bit: bit, filter: filter))
                    }
                }
                question.end = asked.count
                questions.append(question)
            }
        }
        self.kinds = FlatList(kinds)
        self.filters = FlatList(filters)
        self.questions = FlatList(questions)
        self.asked = FlatList(asked)
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
        let place = Int(fact.kind.rawValue) &* Self.channelPlaces &+ Int(fact.channel.rawValue)
        var bits = questions[place].every
        var position = questions[place].first
        let end = questions[place].end
        while position < end {
            if asked[position].filter.takesOfItsChannels(fact) { bits |= asked[position].bit }
            position &+= 1
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
