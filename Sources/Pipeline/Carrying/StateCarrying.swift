// SPDX-License-Identifier: Apache-2.0

/// Puts stored state into the order of other definitions: what they share goes on, the rest of them
/// begins anew and is not complete until it has seen all of its windows, and what is gone is dropped.
///
/// Trackers, event ids and combinations stay what they are: entries name combinations by number. Only
/// what names tables, cells, outputs, slots and goals by number is written anew. Afterwards the image
/// is restored as if the new definitions had written it.
struct StateCarrying {
    /// As it was stored.
    let old: StoredPlan
    /// As it is read from now on.
    let new: StoredPlan
    let same: PlanCorrespondence
    /// What of the stored definitions counted only from some time on.
    let oldFreshness: Freshness
    /// Everything seen later is counted by the new definitions: behind the latest event, ms.
    let from: Int64
    /// Whether running totals of objects are known that were counted, and still are.
    let hasReadings: Bool
    /// The state, step by step in the new order.
    var image: StateImage

    /// Carries state over.
    ///
    /// - Parameters:
    ///   - image: the state.
    ///   - stored: what it means, as it says itself.
    ///   - new: what is counted from now on.
    /// - Throws: `.damaged`, `.otherVersion`.
    init(
        _ image: StateImage,
        from stored: (plan: StoredPlan, freshness: Freshness),
        to new: StoredPlan
    ) throws(StateError) {
        old = stored.plan
        oldFreshness = stored.freshness
        self.new = new
        same = PlanCorrespondence(from: stored.plan, to: new)
        from = try image.latestEventTime.map { $0 + 1 } ?? .min
        hasReadings = Self.hasReadings(image, stored.plan, new)
        self.image = image
        carryValues()
        try carryCombinations()
        try carryRows()
        carryLevels()
        dropUnusedReadings()
        try carrySessions()
        try carryEmission()
        try carryRevisions()
        try carryTargets()
    }

    /// What of the new definitions counts only from now on.
    var freshness: Freshness {
        var freshness = Freshness()
        let cellsFrom = cellsFrom
        for (number, cells) in same.cells.enumerated() {
            freshness.cells.append(
                cells.enumerated().map { place, cell in
                    if let level = levelFrom(table: number, cell: place) { return level }
                    guard let table = same.tables[number], let cell else { return cellsFrom }
                    return oldFreshness.from(table: table, cell: cell)
                }
            )
        }
        for number in new.outputs.indices {
            freshness.outputs.append(completeFrom(number))
            freshness.beginnings.append(beginning(of: number))
        }
        for (number, output) in new.outputs.enumerated() where output.total != number {
            let total = freshness.outputs[output.total]
            freshness.outputs[number] = max(freshness.outputs[number], total)
        }
        return freshness
    }

    /// How many outputs go on as they were.
    var keptCount: Int { new.outputs.indices.count { isKept($0) } }

    /// The KPIs of which something begins anew, in the order of the plan.
    var freshKPIs: [String] {
        var seen: Set<String> = []
        return new.outputs.enumerated().filter { number, output in
            !isKept(number) && seen.insert(output.kpi).inserted
        }.map(\.element.kpi)
    }

    /// From when on cells count that begin now, ms.
    private var cellsFrom: Int64 {
        // Facts of a day name it by the zone's clock, less than a day from UTC.
        // Those that are remembered still do by the clock of before.
        let isLocal = (old.tables + new.tables).contains { $0.zone != "UTC" }
        return from == .min || !isLocal ? from : from + Self.day
    }

    private func completeFrom(_ output: Int) -> Int64 {
        if isShort(output) { return Freshness.never }
        guard isKept(output), let known = same.outputs[output] else { return cellsFrom }
        return oldFreshness.completeFrom(known)
    }

    private func beginning(of output: Int) -> Int64 {
        guard isKept(output), let known = same.outputs[output] else { return from }
        return oldFreshness.began(known)
    }

    /// Whether an output goes on: its definition is the same, and all of its cells are there.
    private func isKept(_ output: Int) -> Bool {
        same.keepsDefinition(output, from: old, to: new)
            && new.outputs[output].cells.allSatisfy {
                same.cells[new.outputs[output].table][$0] != nil
            }
    }

    private static let day: Int64 = 86_400_000
}
