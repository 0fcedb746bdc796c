// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

@Suite struct SimulationTests {
    /// A subject with one fault, to see that the comparison finds it.
    private struct Faulty: Subject {
        enum Fault: CaseIterable {
            case losesAnEvent, losesARevision, repeatsAFinal, addsToAValue, turnsAStatusLater
        }

        var model: ReferenceModel
        let fault: Fault
        private var counted = 0

        init(_ configuration: ModelConfiguration, _ fault: Fault) {
            model = ReferenceModel(configuration)
            self.fault = fault
        }

        var outcomes: [[ModelOutcome: Int]] { model.outcomes }
        var watermark: Int64? { model.watermark }

        var values: [ModelValue] {
            var values = model.values
            switch fault {
            case .losesAnEvent: break
            case .losesARevision:
                if let last = values.lastIndex(where: { $0.kind == .revision }) {
                    values.remove(at: last)
                }
            case .repeatsAFinal: values.append(values[values.count - 1])
            case .turnsAStatusLater:
                if let last = values.lastIndex(where: { $0.since != nil && $0.num != 0 }) {
                    values[last].since = values[last].since.map { $0 + 60_000 }
                }
            case .addsToAValue: values[values.count / 2].num += 1
            }
            return values
        }

        mutating func step(_ step: ModelStep) {
            if case .event = step {
                counted += 1
                if fault == .losesAnEvent, counted == 100 { return }
            }
            model.step(step)
        }
    }

    private struct Key: Hashable {
        var output: Int
        var start: Int64
        var values: [UInt32]
    }

    @Test(arguments: Faulty.Fault.allCases)
    private func `a subject with one fault differs from the model`(fault: Faulty.Fault) throws {
        let found = try (1...4 as ClosedRange<UInt64>).map { seed in
            try differences(seed: seed) { Faulty($0, fault) }
        }
        #expect(found.count { !$0.isEmpty } >= 3)
    }

    @Test func `the same seed gives the same steps`() throws {
        let (one, other) = (try SimulationCase(seed: 7), try SimulationCase(seed: 7))
        #expect(one.steps.map { "\($0)" } == other.steps.map { "\($0)" })
        #expect(try SimulationCase(seed: 8).steps.count != one.steps.count)
    }

    @Test func `seeds reach every outcome, revisions, gaps and dimensions`() throws {
        var outcomes: Set<ModelOutcome> = []
        var statuses: Set<String> = []
        var (revisions, gaps, byDimension, lifted, early) = (0, 0, 0, 0, 0)
        var counted: Set<String> = []
        for seed in 1...20 as ClosedRange<UInt64> {
            let simulation = try SimulationCase(seed: seed)
            var model = ReferenceModel(simulation.configuration)
            for step in simulation.steps { model.step(step) }
            outcomes.formUnion(model.outcomes.flatMap(\.keys))
            revisions += model.values.count { $0.kind == .revision }
            gaps += model.values.count { $0.gapUntil != nil }
            byDimension += model.values.count { !$0.values.isEmpty }
            lifted += model.values.count { $0.revision > 1 }
            let plan = simulation.configuration.plan
            for value in model.values where value.kind == .final && value.gapUntil == nil {
                if let status = value.status { statuses.insert(status) }
                // Only an early value turns a status before the final of its window is told.
                let end = value.start + plan.outputs[value.output].size
                if let since = value.since, since > end { early += 1 }
            }
            for value in model.values where value.num != 0 {
                counted.insert(plan.kpis[plan.outputs[value.output].kpi].id)
            }
        }
        let missing = Set(SimulationCase.feedbackIDs).subtracting(counted)
        #expect(missing.isEmpty)
        #expect(statuses == ["ok", "warn", "breach", "no_data", "no_baseline", "low_sample"])
        #expect(early > 0)
        #expect(outcomes == [.counted, .late, .duplicate, .filtered, .rejected("bad_time")])
        #expect(revisions > 100 && gaps > 100 && byDimension > 100 && lifted > 0)
    }

    @Test func `each key has one final, and revisions count up after it`() throws {
        for seed in 21...30 as ClosedRange<UInt64> {
            let simulation = try SimulationCase(seed: seed)
            var model = ReferenceModel(simulation.configuration)
            for step in simulation.steps { model.step(step) }
            var emitted: [Key: Int] = [:]
            let plan = simulation.configuration.plan
            for value in model.values where plan.outputs[value.output].size >= 3_600_000 {
                for start in value.starts(in: plan) {
                    let key = Key(output: value.output, start: start, values: value.values)
                    try #require(value.revision == emitted[key, default: 0], "seed \(seed): \(key)")
                    emitted[key] = value.revision + 1
                }
            }
        }
    }
}
