// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import KPIs
import TestSupport
import Testing
import Windowing

@testable import Pipeline

/// Definitions that change at a restart: what both have says what the model of the later ones says,
/// from the first event on; what is new says it of every window that it calls complete.
@Suite struct CarryTests {
    private static let seeds: ClosedRange<UInt64> =
        ProcessInfo.processInfo.environment["LONG_TESTS"] == "1" ? 1...200 : 1...3

    /// One run of both.
    private struct Run {
        let change: DefinitionChange
        let plan: Plan
        let model: [ModelValue]
        /// The values by the numbers of the later plan, those before the change only where they go on.
        var found: [ModelValue] = []
        /// The outputs that go on.
        var kept: Set<Int> = []
        let from: Int64

        init(seed: UInt64, releases: Bool = false) throws {
            change = try DefinitionChange(try SimulationCase(seed: seed))
            plan = change.configuration.plan
            var model = ReferenceModel(change.configuration)
            let subject = AggregatorSubject(
                change.before,
                restarts: Restarts(seed: seed),
                change: change,
                names: releases ? ValueNames(change.before) : nil,
                releases: releases
            )
            for step in change.steps {
                var placed = step
                if case .event(let partition, var event, let source) = step {
                    change.place(&event.dimensions, isChanged: true)
                    placed = .event(partition: partition, event: event, source: source)
                }
                model.step(placed)
                subject.step(step)
            }
            self.model = model.values
            let changed = try #require(subject.changed, "seed \(seed): nothing changed")
            from = changed.from
            let (old, new) = (Self.stored(change.before), Self.stored(change.configuration))
            let same = PlanCorrespondence(from: old, to: new)
            for output in plan.outputs.indices {
                let cells = same.cells[plan.outputs[output].table]
                if same.keepsDefinition(output, from: old, to: new),
                    new.outputs[output].cells.allSatisfy({ cells[$0] != nil })
                {
                    kept.insert(output)
                }
            }
            let numbers = PlanCorrespondence.inverse(same.outputs)
            for (place, value) in subject.values.enumerated() {
                var value = value
                if place < changed.values {
                    guard let number = numbers[value.output], kept.contains(number) else {
                        continue
                    }
                    value.output = number
                }
                found.append(value)
            }
        }

        private static func stored(_ configuration: ModelConfiguration) -> StoredPlan {
            StoredPlan(configuration.plan, zone: "zone", trackers: TrackerParameters())
        }

        /// Values of outputs that go on.
        ///
        /// Whether a level or a comparison is told of a window in which nothing happened depends on the
        /// rows that other KPIs make, so there only windows that both tell are compared.
        func carried(_ values: [ModelValue], besides others: [ModelValue]) -> [ModelValue] {
            let told = Set(others.map(Key.init))
            return values.compactMap { value in
                guard kept.contains(value.output) else { return nil }
                guard looksAround(value.output) else { return value }
                let isEmpty = value.num == 0 && value.den ?? 0 == 0
                guard told.contains(Key(value)), !isEmpty else { return nil }
                var value = value
                (value.status, value.since) = (nil, nil)
                return value
            }
        }

        /// Windows of outputs that came with the change and that saw everything; what a status was
        /// before is not theirs, and levels never saw everything, nor does who knows persons of before
        /// and does not say so.
        func whole(_ values: [ModelValue]) -> [ModelValue] {
            values.filter { value in
                let kpi = plan.kpis[plan.outputs[value.output].kpi]
                return !kept.contains(value.output) && !looksAround(value.output)
                    && !kpi.id.hasPrefix("way.")
            }
            .flatMap { value in
                value.starts(in: plan).map { start in
                    var window = value
                    (window.start, window.gapUntil) = (start, nil)
                    (window.status, window.since) = (nil, nil)
                    return window
                }
            }
            .filter { isWhole($0.output, start: $0.start) }
            .map { value in
                // The model saw the window before, too, where the change lies between.
                var value = value
                if !isWhole(value.output, start: previousStart(value)) { value.previous = nil }
                return value
            }
        }

        private func isWhole(_ output: Int, start: Int64) -> Bool {
            from <= start - plan.kpis[plan.outputs[output].kpi].lookBack
        }

        private func previousStart(_ value: ModelValue) -> Int64 {
            let output = plan.outputs[value.output]
            let calendar = plan.tables[output.table].calendar
            let start = output.shape.nominalStart(value.start, calendar)
            return calendar.utc(output.shape.previous(of: start))
        }

        private func looksAround(_ output: Int) -> Bool {
            let cells = plan.tables[plan.outputs[output].table].cells
            return plan.kpis[plan.outputs[output].kpi].formula.comparesBack != nil
                || plan.cells(of: output).contains { cells[$0].fold.isLevel }
        }
    }

    /// Names a value.
    private struct Key: Hashable {
        var output: Int
        var values: [UInt32]
        var start: Int64
        var revision: Int

        init(_ value: ModelValue) {
            output = value.output
            values = value.values
            start = value.start
            revision = value.revision
        }
    }

    @Test(arguments: seeds)
    func `over a change of definitions the aggregator says what the model says`(
        seed: UInt64
    ) throws {
        try check(try Run(seed: seed), seed)
    }

    @Test(arguments: seeds)
    func `so it does where idle numbers are released besides`(seed: UInt64) throws {
        try check(try Run(seed: seed, releases: true), seed)
    }

    private func check(_ run: Run, _ seed: UInt64) throws {
        let comparison = ModelComparison(plan: run.plan)
        let carried = comparison.differences(
            model: run.carried(run.model, besides: run.found),
            subject: run.carried(run.found, besides: run.model)
        )
        #expect(carried.isEmpty, "what goes on, seed \(seed)")
        let fresh = comparison.differences(
            model: run.whole(run.model),
            subject: run.whole(run.found)
        )
        #expect(fresh.isEmpty, "what came, seed \(seed)")
        #expect(run.kept.count > 5 && run.plan.outputs.count - run.kept.count > 5)
        #expect(run.whole(run.found).contains { $0.num != 0 })
    }
}
