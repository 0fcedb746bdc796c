// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import KPIs
import TestSupport
import Testing

@testable import Pipeline

/// Restarts at which whatever the state does not name is released: nothing that is told changes.
@Suite struct ReleaseTests {
    private static let areMany = ProcessInfo.processInfo.environment["LONG_TESTS"] == "1"
    private static let seeds: ClosedRange<UInt64> = areMany ? 1...200 : 1...12
    /// Of two aggregators side by side.
    private static let pairedSeeds: ClosedRange<UInt64> = areMany ? 1...60 : 1...6

    /// The steps of a case with values that go out of use; the fifth turn brings those of the first,
    /// where they come back.
    private func churned(_ simulation: SimulationCase, comeBack: Bool = true) -> [ModelStep] {
        let plan = simulation.configuration.plan
        let slots = plan.dimensions.count + plan.listedDimensions.count
        let length = Int64(simulation.seed % 7 + 1) * 900_000
        return simulation.steps.map { step in
            guard case .event(let partition, var event, let source) = step else { return step }
            let turn = (event.time - simulation.configuration.begin) / length + 1_000
            let epoch = UInt32(comeBack ? turn % 5 : turn)
            for slot in 0..<slots where event.dimensions[slot] >= ValueDictionary.firstNumber {
                event.dimensions[slot] += 4_000 * epoch
            }
            return .event(partition: partition, event: event, source: source)
        }
    }

    @Test(arguments: seeds)
    func `an aggregator whose idle numbers are released says what the model says`(
        seed: UInt64
    ) throws {
        let names = ValueNames(try SimulationCase(seed: seed).configuration)
        let differences = try differences(seed: seed, steps: { churned($0) }) { configuration in
            AggregatorSubject(
                configuration,
                restarts: Restarts(seed: seed),
                names: names,
                releases: true
            )
        }
        #expect(differences.isEmpty, "seed \(seed)")
        #expect(!names.released.isEmpty || Self.areMany)
    }

    @Test(arguments: pairedSeeds)
    func `days admit what they admit where nothing is released`(seed: UInt64) throws {
        let simulation = try SimulationCase(seed: seed)
        let configuration = simulation.configuration
        func subject(_ names: ValueNames, releases: Bool) -> AggregatorSubject {
            AggregatorSubject(
                configuration,
                restarts: Restarts(seed: seed),
                names: names,
                releases: releases
            )
        }
        let (names, others) = (
            ValueNames(configuration, admitted: 4), ValueNames(configuration, admitted: 4)
        )
        let (plain, releasing) = (
            subject(names, releases: false), subject(others, releases: true)
        )
        for step in churned(simulation, comeBack: false) {
            plain.step(step)
            releasing.step(step)
        }
        let differences = ModelComparison(plan: configuration.plan)
            .differences(model: plain.values, subject: releasing.values)
        #expect(differences.isEmpty, "seed \(seed)")
        #expect(!others.released.isEmpty || Self.areMany)
        #expect(names.released.isEmpty && names.refusedCount == others.refusedCount)
    }
}
