// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct GoalsTests {
    private func goals(_ names: String...) -> Goals {
        var plan = FactBench.plan([FactBench.Shape()])
        plan.goals = names
        let hashes = names.enumerated().map { ($1, UInt64($0) + 10) }
        return Goals(plan, hashes: Dictionary(uniqueKeysWithValues: hashes))
    }

    private func event(_ type: EventType, _ name: UInt64) -> Event {
        .make(type, at: 0) { $0.name = name }
    }

    @Test func `a key event reaches the goals of its name`() {
        let goals = goals("booking", "signup")
        #expect(goals.reached(by: event(.conversion, 10)) == 0b01)
        #expect(goals.reached(by: event(.order, 11)) == 0b10)
        #expect(goals.reached(by: event(.conversion, 0)) == 0)
        #expect(goals.reached(by: event(.interaction, 10)) == 0, "no key event")
    }

    @Test func `order and lead are reached by their type, too`() {
        let goals = goals("booking", "lead", "order")
        #expect(goals.reached(by: event(.order, 0)) == 0b100)
        #expect(goals.reached(by: event(.lead, 10)) == 0b011)
        #expect(goals.reached(by: event(.conversion, 12)) == 0b100, "by its name")
    }

    @Test func `without goals nothing is reached`() {
        #expect(Goals().reached(by: event(.conversion, 0)) == 0)
    }
}
