// SPDX-License-Identifier: Apache-2.0

import KPIs
import Windowing

// Who is active is said with each event, and counts once in a window: most of what is said of a person
// has been said before, in all but the smallest panes.
extension PaneStore {
    /// The classes in which a fact counts nothing that was not counted with an earlier one.
    ///
    /// Only of a kind of which all measures collect different items, which are never taken back. Where
    /// the pane of the earlier fact is that of this one, both were taken or none is: a pane is closed to
    /// both at once. Where the earlier one found no room this one is not tried again: the windows tell of it.
    /// In a pane that has ended it is counted all the same, since what is told of its windows may be revised.
    ///
    /// - Parameters:
    ///   - fact: what is said now.
    ///   - time: when the earlier fact of the same kind, channel, value and item happened, which was
    ///     given to `add`, ms.
    ///   - combination: that of the earlier fact.
    /// - Returns: the classes, to be left out when the fact is added.
    /// - Complexity: O(classes of the kind).
    @inline(__always)
    mutating func repeated(
        _ fact: Fact,
        since time: Int64,
        _ combination: UInt32
    ) -> UInt64 {
        let collecting = collecting[Int(fact.kind.rawValue)]
        guard time >= collecting.from, combination == fact.combination || !collecting.isGrouped
        else { return 0 }
        let range = kinds[Int(fact.kind.rawValue)]
        var repeated: UInt64 = 0
        var position = range.lowerBound
        while position < range.upperBound {
            if isOpen(at: fact.time, position), classes[position].open.contains(time),
                watermark < classes[position].open.ends
            {
                repeated |= classes[position].bit
            }
            position &+= 1
        }
        return repeated
    }
}
