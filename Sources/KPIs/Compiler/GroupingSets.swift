// SPDX-License-Identifier: Apache-2.0

import Events

/// The dimensions that selections need, as slots, and the sets of them to group by.
struct GroupingSets {
    /// Active dimensions in the order of their names; the position is the slot.
    private(set) var dimensions: [Dimension] = []
    /// Each set once, slots ascending; the total first, then in the order of selection.
    private(set) var sets: [[Int]] = [[]]
    private var byPosition: [[Int]] = []

    /// Collects what selections name.
    init(_ selections: [KPISelection]) throws(PlanError) {
        var named: [[[Dimension]]] = []
        for (position, selection) in selections.enumerated() {
            named.append(try Self.dimensions(of: selection, at: position))
        }
        dimensions = Dimension.allCases.filter { dimension in
            named.contains { $0.contains { $0.contains(dimension) } }
        }
        guard dimensions.count <= Event.dimensionLimit else {
            throw PlanError(
                .tooManyDimensions,
                "\(dimensions.count) dimensions under `by` "
                    + "(\(dimensions.map(\.key).joined(separator: ", "))); at most "
                    + "\(Event.dimensionLimit) can be active, so remove some"
            )
        }
        for lists in named {
            var numbers = [0]
            for list in lists {
                let slots = dimensions.indices.filter { list.contains(dimensions[$0]) }
                let number = sets.firstIndex(of: slots) ?? sets.count
                if number == sets.count { sets.append(slots) }
                if !numbers.contains(number) { numbers.append(number) }
            }
            byPosition.append(numbers)
        }
    }

    /// Numbers of the sets of the selection at a position; the total first.
    func sets(of position: Int) -> [Int] { byPosition[position] }

    /// Expected series of a set, as values by slot.
    func expected(_ selection: KPISelection, set: Int) -> [[String]] {
        let names = sets[set].map { dimensions[$0].key }
        guard !names.isEmpty else { return [] }
        return selection.expect.filter { $0.keys.sorted() == names }
            .map { series in names.map { series[$0] ?? "" } }
    }

    private static func dimensions(
        of selection: KPISelection,
        at position: Int
    ) throws(PlanError) -> [[Dimension]] {
        var lists: [[Dimension]] = []
        for list in selection.by {
            var dimensions: [Dimension] = []
            for name in list {
                dimensions.append(try dimension(name, of: selection, at: position))
            }
            lists.append(dimensions)
        }
        for series in selection.expect {
            for name in series.keys.sorted() {
                _ = try dimension(name, of: selection, at: position)
            }
            guard lists.contains(where: { Set($0.map(\.key)) == Set(series.keys) }) else {
                throw PlanError(
                    .expectedNotGrouped,
                    at: position,
                    "\(selection.id) expects a series by \(series.keys.sorted()), which is not "
                        + "under its `by`; add it there"
                )
            }
        }
        return lists
    }

    private static func dimension(
        _ name: String,
        of selection: KPISelection,
        at position: Int
    ) throws(PlanError) -> Dimension {
        if let dimension = Dimension(key: name) { return dimension }
        let nearest = NearestName.to(name, among: Dimension.allCases.map(\.key))
        throw PlanError(
            .unknownDimension,
            at: position,
            "\(selection.id) names the dimension \(name), which does not exist; "
                + "did you mean \(nearest)?"
        )
    }
}
