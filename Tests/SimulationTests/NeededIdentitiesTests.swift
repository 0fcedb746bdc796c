// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

@testable import Pipeline

@Suite struct NeededIdentitiesTests {
    private static let each: [IdentitySet] = [
        .events, .persons, .sessions, .messages, .objects, .responses, .threads, .names,
    ]

    private func needed(_ configuration: ModelConfiguration) -> IdentitySet {
        let longest = max(configuration.dedupWindow, configuration.emailDedupWindow)
        return configuration.plan.identities(remembersEvents: longest > 0)
    }

    @Test func `few KPIs are what the model says without the ids that they do not need`() throws {
        var left: Set<UInt16> = []
        for seed in 1...60 as ClosedRange<UInt64> {
            let simulation = try SimulationCase(seed: seed, isNarrow: true)
            let needed = needed(simulation.configuration)
            for ids in Self.each where needed.isDisjoint(with: ids) { left.insert(ids.rawValue) }
            let found = try differences(seed: seed, isNarrow: true) { AggregatorSubject($0) }
            #expect(found.isEmpty, "seed \(seed), narrow")
        }
        #expect(left.count == Self.each.count, "each kind of id is left out somewhere")
    }

    // Without an event's id, where it is needed, the program stops.
    @Test(arguments: each.dropFirst())
    func `what is needed shows where it is left out`(ids: IdentitySet) throws {
        let differing = try (1...400 as ClosedRange<UInt64>).contains { seed in
            let simulation = try SimulationCase(seed: seed, isNarrow: true)
            guard needed(simulation.configuration).isSuperset(of: ids) else { return false }
            // No id of a message without those of persons, so that only the kind in question is missing.
            let without: IdentitySet = ids == .messages ? ids.subtracting(.persons) : ids
            let found = try differences(seed: seed, isNarrow: true) {
                AggregatorSubject($0, without: without)
            }
            return !found.isEmpty
        }
        #expect(differing)
    }
}
