// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

/// Which goals a key event reaches (section 2).
struct ModelGoals {
    private let goals: [String]
    private let names: [String: UInt64]

    init(_ configuration: ModelConfiguration) {
        goals = configuration.plan.goals
        names = configuration.names
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
