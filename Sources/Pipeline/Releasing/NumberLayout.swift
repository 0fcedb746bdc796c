// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Windowing

/// Where in the state of a plan which numbers stand.
struct NumberLayout {
    let plan: Plan
    /// The grouping set of each group of outputs that close together.
    let groups: [Int]
    /// The grouping set of each output that is judged early.
    let early: [Int]
    /// The grouping set of each level.
    let levels: [Int]
    /// The slot of the pages that sessions name.
    let pages: Int?
    /// How long after the end of a day an event of it may still be counted somewhere, ms.
    let dayReach: Int64

    init(_ definitions: AggregatorConfiguration) {
        let plan = definitions.plan
        self.plan = plan
        let closing = ClosingGroup.all(of: plan)
        groups = closing.map(\.groupingSet)
        early = TargetBook.earlyOutputs(plan, closing).map { closing[$0.group].groupingSet }
        levels = plan.tables.flatMap { table in
            table.cells.filter(\.fold.isLevel).map { _ in table.groupingSet }
        }
        pages = plan.listSlot(of: .object)
        dayReach = Self.dayReach(plan, definitions.trackers)
    }

    /// The grouping set of an output.
    func groupingSet(ofOutput output: Int) throws(StateError) -> Int {
        guard plan.outputs.indices.contains(output) else {
            throw StateError(.damaged, "the state names the output \(output), which there is not")
        }
        return plan.groupingSet(ofOutput: output)
    }

    /// Facts count where their panes still take them; those of a session at its end have the values of
    /// its beginning, and those of an order the values of its touch.
    private static func dayReach(_ plan: Plan, _ trackers: TrackerParameters) -> Int64 {
        let panes = plan.tables.map { table in
            let isWithinDay = table.calendar.isUTC && WindowShape.day % table.paneSize == 0
            // A zone's clock is less than a day from UTC, and its days may be longer.
            return table.acceptance + (isWithinDay ? 0 : table.paneSize + 2 * WindowShape.day)
        }
        let wanted = FactKindSet(wantedBy: plan)
        let lasts = wanted.contains(.sessionEnded) || wanted.contains(.sessionWatched)
        let isCredited =
            plan.types(of: TouchTracker.facts) != 0 && TouchTracker.knowsTouches(plan.dimensions)
        let delay = max(
            lasts ? trackers.sessionCap : 0,
            isCredited ? trackers.feedback.touch : 0
        )
        return (panes.max() ?? 0) + delay
    }
}
