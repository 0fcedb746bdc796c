// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Which goals a key event reaches (section 2).
struct ModelGoals {
    private let goals: [String]
    private let names: [String: UInt64]
    private let pageSlot: Int?

    init(_ configuration: ModelConfiguration) {
        goals = configuration.plan.goals
        names = configuration.names
        let plan = configuration.plan
        pageSlot = plan.listsSessionPages ? plan.listSlot(of: .object) : nil
    }

    /// The page of a page view as it is listed; 0: it is none, or nobody lists pages.
    func page(of event: Event) -> UInt32 {
        guard let pageSlot, event.type == .pageView else { return 0 }
        return event.dimensions[pageSlot]
    }

    /// The goals' positions in the plan.
    func reached(by event: Event) -> Set<Int> {
        guard [.conversion, .order, .lead].contains(event.type) else { return [] }
        return Set(
            goals.indices.filter { goal in
                names[goals[goal]] == event.name
                    || goals[goal] == event.type.name
                        && event.type != .conversion
            }
        )
    }
}
