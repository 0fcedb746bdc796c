// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

/// One random configuration with one random sequence of steps.
struct SimulationCase {
    let seed: UInt64
    let configuration: ModelConfiguration
    let steps: [ModelStep]

    init(seed: UInt64) throws {
        self.seed = seed
        var random = SplitMix64(seed: seed ^ 0x5EED)
        var compiler = PlanCompiler()
        compiler.parameters = Self.parameters(&random)
        if random.chance(40) { compiler.windows = [60_000, 3_600_000, 86_400_000] }
        if random.chance(40) {
            compiler.lateness = [10_000: 10_000, 60_000: 30_000, 3_600_000: 300_000]
        }
        compiler.selections = Self.selections(compiler, &random)
        let plan = try compiler.compile()
        var configuration = ModelConfiguration(plan: plan, partitions: Int(random.number(1...4)))
        configuration.outOfOrderness = random.pick([0, 5_000, 60_000])
        configuration.dedupWindow = random.pick([3_600_000, 86_400_000])
        configuration.sessionTimeout = compiler.parameters.sessionTimeout
        configuration.appSessionTimeout = compiler.parameters.appTimeout
        configuration.sessionCap = compiler.parameters.cap
        configuration.engagedAfter = compiler.parameters.engagedAfter
        configuration.attribution = compiler.parameters.attribution
        if random.chance(25) { configuration.start = 1_767_225_600_000 - 7_000 }
        configuration.valueNumbers = plan.dimensions.map { _ in ["it": 2, "de": 3] }
        self.configuration = configuration
        steps = EventStream.steps(seed: seed, configuration: configuration)
    }

    private static func parameters(_ random: inout SplitMix64) -> Catalogue.Parameters {
        var parameters = Catalogue.Parameters()
        parameters.sessionTimeout = random.pick([1_800_000, 1_800_000, 120_000])
        parameters.appTimeout = random.pick([300_000, 60_000])
        parameters.cap = random.pick([86_400_000, 2_400_000])
        parameters.attribution = random.pick([604_800_000, 21_600_000])
        return parameters
    }

    /// The whole catalogue, or some of it by dimensions.
    private static func selections(
        _ compiler: PlanCompiler,
        _ random: inout SplitMix64
    ) -> [KPISelection]? {
        if random.chance(30) { return nil }
        return Catalogue.kpis(parameters: compiler.parameters).compactMap { kpi in
            if random.chance(30) { return nil }
            if kpi.windows == .bySettle, random.chance(15) {
                return KPISelection(
                    kpi.id,
                    by: [["country"]],
                    windows: [3_600_000],
                    expect: [["country": "it"]]
                )
            }
            let by = random.pick([[], [["country"]], [["campaign"], ["campaign", "country"]]])
            return KPISelection(kpi.id, by: by)
        }
    }
}

/// Runs a subject and the model through the steps of a seed and compares all they say.
///
/// The seed is printed with every difference; a failing one is kept as a case. `make` makes the
/// subject for a configuration.
func check<Checked: Subject>(
    seed: UInt64,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ make: (ModelConfiguration) throws -> Checked
) throws {
    let differences = try differences(seed: seed, make)
    #expect(differences.isEmpty, "seed \(seed)", sourceLocation: sourceLocation)
}

/// What of a step tells it from others.
private func text(_ step: ModelStep) -> String {
    guard case .event(let partition, let event, _) = step else { return "\(step)" }
    return "\(event.type) at \(event.time) in partition \(partition)"
}

/// In what a subject differs from the model at a seed.
func differences<Checked: Subject>(
    seed: UInt64,
    _ make: (ModelConfiguration) throws -> Checked
) throws -> [String] {
    let simulation = try SimulationCase(seed: seed)
    var model = ReferenceModel(simulation.configuration)
    var subject = try make(simulation.configuration)
    for (position, step) in simulation.steps.enumerated() {
        model.step(step)
        subject.step(step)
        if model.watermark != subject.watermark {
            let found = "\(model.watermark ?? 0), found \(subject.watermark ?? 0)"
            return ["step \(position), \(text(step)): watermark \(found)"]
        }
        if model.outcomes != subject.outcomes {
            let text =
                "step \(position), \(text(step)): \(model.outcomes), found \(subject.outcomes)"
            return [text]
        }
    }
    return ModelComparison(plan: simulation.configuration.plan)
        .differences(model: model.values, subject: subject.values)
}
