// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs

// A level is what is, whichever panes still take the fact or event that made it so.
extension PaneStore {
    /// Counts a fact in the levels that ask for it, or takes it back (`sign` -1).
    @inline(never)
    func addToLevels(_ fact: Fact, sign: Int64) {
        levels.add(fact, sign: sign) { combinations.series(of: fact.combination, in: $0) }
    }

    /// Counts an event as it came in the levels that select it.
    @inline(never)
    func addToLevels(_ event: inout Event, person: UInt64, combination: UInt32) {
        let taking = eventChecks.taking(&event, person: person)
        levels.add(event, taking: taking) { combinations.series(of: combination, in: $0) }
    }
}
