// SPDX-License-Identifier: Apache-2.0

import KPIs

/// Releases the numbers of values, combinations and series that nothing in a state names any more, by
/// numbering anew what is left before the state is restored.
///
/// What is left keeps its order. What restores the image does not know of it, and the first commit of a
/// process holds all of the state: so numbers of before and after never meet.
struct StateRelease {
    /// A start releases from this part of some limit on.
    static let dueFrom = 0.5

    /// The state in the new numbers.
    private(set) var image: StateImage
    /// What was released.
    let report: ReleaseReport

    /// Releases what can be.
    ///
    /// - Parameters:
    ///   - image: the state, in the order of the definitions.
    ///   - definitions: what it counts.
    /// - Throws: `.damaged` where the state names what it does not have; `.otherVersion`.
    /// - Complexity: O(state), twice.
    init(_ image: StateImage, of definitions: AggregatorConfiguration) throws(StateError) {
        try self.init(image, try StoredNumbers(image, definitions.plan), of: definitions)
    }

    /// Releases what can be where so many numbers are taken that it is due; nil: it is not.
    ///
    /// - Parameters:
    ///   - image: the state, in the order of the definitions.
    ///   - definitions: what it counts.
    ///   - valueLimits: the most values, by slot.
    /// - Throws: as it does otherwise.
    init?(
        ifDue image: StateImage,
        of definitions: AggregatorConfiguration,
        valueLimits: [Int]
    ) throws(StateError) {
        let numbers = try StoredNumbers(image, definitions.plan)
        guard Self.isDue(numbers, definitions, valueLimits) else { return nil }
        try self.init(image, numbers, of: definitions)
    }

    private init(
        _ image: StateImage,
        _ numbers: StoredNumbers,
        of definitions: AggregatorConfiguration
    ) throws(StateError) {
        let layout = NumberLayout(definitions)
        let groupingSets = definitions.plan.groupingSets
        self.image = image
        var marks = NumberMarks(numbers)
        try self.image.visitNumbers(layout, by: &marks)
        try marks.close(over: numbers, groupingSets: groupingSets)
        var map = NumberMap(marks)
        let kept = try map.applied(to: numbers, groupingSets: groupingSets)
        report = ReleaseReport(from: numbers, to: kept)
        guard !report.isEmpty else { return }
        try self.image.visitNumbers(layout, by: &map)
        kept.write(to: &self.image)
    }

    private static func isDue(
        _ numbers: StoredNumbers,
        _ definitions: AggregatorConfiguration,
        _ valueLimits: [Int]
    ) -> Bool {
        func isDue(_ count: Int, _ limit: Int) -> Bool { Double(count) > dueFrom * Double(limit) }
        if zip(numbers.values, valueLimits).contains(where: { isDue($0.count, $1) }) { return true }
        // Without dimensions there are two combinations and one series, for ever.
        guard !definitions.plan.dimensions.isEmpty else { return false }
        return isDue(numbers.combinations.count, definitions.combinationLimit)
            || zip(numbers.series, definitions.plan.groupingSets).contains { series, slots in
                !slots.isEmpty && isDue(series.count, definitions.seriesLimit)
            }
    }
}

extension StoredNumbers {
    /// Reads what an image has that is in the order of a plan.
    fileprivate init(_ image: StateImage, _ plan: Plan) throws(StateError) {
        try self.init(
            image,
            slots: plan.dimensions.count + plan.listedDimensions.count,
            groupingSets: plan.groupingSets,
            dimensions: plan.dimensions.count
        )
    }
}
