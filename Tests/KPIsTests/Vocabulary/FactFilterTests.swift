// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import KPIs

struct FactFilterTests {
    private let fact = Fact(
        .totalsChanged,
        channel: .social,
        time: 0,
        combination: 0,
        metric: .shares,
        flags: [.paid]
    )

    @Test func `without restriction every fact passes`() {
        #expect(FactFilter().takes(fact))
    }

    @Test func `a channel must be among those taken`() {
        #expect(FactFilter(channels: [.web, .social]).takes(fact))
        #expect(!FactFilter(channels: [.web, .app]).takes(fact))
    }

    @Test func `every flag asked for must be set`() {
        #expect(FactFilter(flags: [.paid]).takes(fact))
        #expect(!FactFilter(flags: [.paid, .converted]).takes(fact))
    }

    @Test func `a metric must be the one asked for`() {
        #expect(FactFilter(metric: .shares).takes(fact))
        #expect(!FactFilter(metric: .saves).takes(fact))
    }

    @Test func `of every goal asked for each must be reached, of the others one`() {
        var (fact, filter) = (fact, FactFilter())
        (filter.goals, filter.everyGoal) = (0b0011, 0b1100)
        let taken = [0b1111, 0b1101, 0b1100, 0b0111, 0] as [UInt16]
        #expect(
            taken.map { goals in
                fact.goals = goals
                return filter.takes(fact)
            } == [true, true, false, false, false]
        )
    }

    @Test func `facts are small and flat`() {
        #expect(MemoryLayout<Fact>.size <= 48)
    }
}
