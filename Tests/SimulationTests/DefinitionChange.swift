// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport

/// Other definitions from some step on: both are parts of those of a simulation's case.
struct DefinitionChange {
    /// The first definitions.
    let before: ModelConfiguration
    /// The later ones.
    let configuration: ModelConfiguration
    /// The steps of the case whose events both definitions take, if any of them does.
    let steps: [ModelStep]
    private let step: Int
    private let whole: Plan

    /// A change of a case's definitions: KPIs go, others come, some by other dimensions.
    init(_ simulation: SimulationCase) throws {
        var random = SplitMix64(seed: simulation.seed ^ 0xC4A9)
        whole = simulation.configuration.plan
        before = try Self.part(of: simulation, &random)
        configuration = try Self.part(of: simulation, &random)
        // Who is who is learned from every event that is wanted, so both must want the same ones.
        let plans = (before.plan, configuration.plan)
        let types = plans.0.wantedTypes & plans.1.wantedTypes
        let machines = plans.0.machineTypes & plans.1.machineTypes
        steps = simulation.steps.filter { step in
            guard case .event(_, let event, _) = step else { return true }
            let wanted = event.flags.contains(.nonHuman) ? machines : types
            return wanted & 1 << UInt64(event.type.rawValue) != 0
        }
        step = steps.count * Int(random.number(20...70)) / 100
    }

    /// Whether the step is reached.
    func isDue(at count: Int) -> Bool { count >= step }

    /// Puts an event's values into the slots of the definitions that hold.
    func place(_ values: inout InlineArray<8, UInt32>, isChanged: Bool) {
        let plan = isChanged ? configuration.plan : before.plan
        let given = values
        values = .init(repeating: 0)
        for (slot, dimension) in plan.dimensions.enumerated() {
            if let place = whole.dimensions.firstIndex(of: dimension) {
                values[slot] = given[place]
            }
        }
        for dimension in plan.listedDimensions {
            guard let slot = plan.listSlot(of: dimension),
                let place = whole.listSlot(of: dimension)
            else { continue }
            values[slot] = given[place]
        }
    }

    /// About two thirds of the selections, a few of them by other dimensions.
    private static func part(
        of simulation: SimulationCase,
        _ random: inout SplitMix64
    ) throws -> ModelConfiguration {
        var compiler = simulation.compiler
        let kpis = compiler.definitions.kpis(parameters: compiler.parameters)
        let selections =
            compiler.selections
            ?? simulation.configuration.plan.kpis.map { KPISelection($0.id) }
        compiler.selections = selections.compactMap { selection in
            if random.chance(30) { return nil }
            var selection = selection
            if random.chance(15), selection.expect.isEmpty {
                selection.by = random.pick([[], [["country"]], [["campaign"]]])
            }
            let kpi = kpis.first { $0.id == selection.id }
            return kpi == nil ? nil : selection
        }
        var configuration = simulation.configuration
        configuration.plan = try compiler.compile()
        configuration.valueNumbers = configuration.plan.dimensions.map { _ in ["it": 2, "de": 3] }
        return configuration
    }
}
