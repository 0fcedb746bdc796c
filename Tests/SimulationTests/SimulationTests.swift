// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

struct SimulationTests {
    /// A subject with one fault, to see that the comparison finds it.
    private struct Faulty: Subject {
        enum Fault: CaseIterable { case losesAnEvent, losesARevision, repeatsAFinal, addsToAValue }

        var model: ReferenceModel
        let fault: Fault
        private var counted = 0

        init(_ configuration: ModelConfiguration, _ fault: Fault) {
            model = ReferenceModel(configuration)
            self.fault = fault
        }

        var outcomes: [[ModelOutcome: Int]] { model.outcomes }

        var values: [ModelValue] {
            var values = model.values
            switch fault {
            case .losesAnEvent: break
            case .losesARevision:
                if let last = values.lastIndex(where: { $0.kind == .revision }) {
                    values.remove(at: last)
                }
            case .repeatsAFinal: values.append(values[values.count - 1])
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

    @Test(arguments: Faulty.Fault.allCases)
    private func `a subject with one fault differs from the model`(fault: Faulty.Fault) throws {
        for seed in 1...3 as ClosedRange<UInt64> {
            let found = try differences(seed: seed) { Faulty($0, fault) }
            #expect(!found.isEmpty, "seed \(seed)")
        }
    }

    @Test func `the same seed gives the same steps`() throws {
        let (one, other) = (try SimulationCase(seed: 7), try SimulationCase(seed: 7))
        #expect(one.steps.map { "\($0)" } == other.steps.map { "\($0)" })
        #expect(try SimulationCase(seed: 8).steps.count != one.steps.count)
    }

    @Test func `seeds reach every outcome, revisions, gaps and dimensions`() throws {
        var outcomes: Set<ModelOutcome> = []
        var (revisions, gaps, byDimension, lifted) = (0, 0, 0, 0)
        for seed in 1...20 as ClosedRange<UInt64> {
            let simulation = try SimulationCase(seed: seed)
            var model = ReferenceModel(simulation.configuration)
            for step in simulation.steps { model.step(step) }
            outcomes.formUnion(model.outcomes.flatMap(\.keys))
            revisions += model.values.count { $0.kind == .revision }
            gaps += model.values.count { $0.gapUntil != nil }
            byDimension += model.values.count { !$0.values.isEmpty }
            lifted += model.values.count { $0.revision > 1 }
        }
        #expect(outcomes == [.counted, .late, .duplicate, .filtered, .rejected("bad_time")])
        #expect(revisions > 100 && gaps > 100 && byDimension > 100 && lifted > 0)
    }

    @Test func `each key has one final, and revisions count up after it`() throws {
        for seed in 21...40 as ClosedRange<UInt64> {
            let simulation = try SimulationCase(seed: seed)
            var model = ReferenceModel(simulation.configuration)
            for step in simulation.steps { model.step(step) }
            var emitted: [[Int64]: Int] = [:]
            for value in model.values {
                let key = [Int64(value.output), value.start] + value.values.map(Int64.init)
                #expect(value.revision == emitted[key, default: 0], "seed \(seed): \(value)")
                emitted[key, default: 0] += 1
            }
        }
    }
}
