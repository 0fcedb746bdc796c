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
        let errors = compiler.definitions.add(Array(Self.ownKPIs.utf8), file: "own.yaml")
        try #require(errors.isEmpty, "\(errors)")
        if random.chance(40) { compiler.windows = [60_000, 3_600_000, 86_400_000] }
        if random.chance(40) {
            compiler.lateness = [10_000: 10_000, 60_000: 30_000, 3_600_000: 300_000]
        }
        compiler.selections = Self.selections(compiler, &random)
        let place = seed % 3 == 0 ? CalendarCase(seed: seed) : nil
        if let place { compiler = place.applied(to: compiler) }
        let plan = try compiler.compile()
        var configuration = ModelConfiguration(plan: plan, partitions: Int(random.number(1...4)))
        configuration.names = ["signup": 1, "checkin": 2]
        configuration.outOfOrderness = random.pick([0, 5_000, 60_000])
        configuration.dedupWindow = random.pick([3_600_000, 86_400_000])
        configuration.sessionTimeout = compiler.parameters.sessionTimeout
        configuration.appSessionTimeout = compiler.parameters.appTimeout
        configuration.sessionCap = compiler.parameters.cap
        configuration.engagedAfter = compiler.parameters.engagedAfter
        configuration.attribution = compiler.parameters.attribution
        if let place {
            configuration.zone = place.zone
            configuration.begin = place.begin
            configuration.epilogue = 40 * 86_400_000
        }
        if random.chance(25) { configuration.start = configuration.begin - 7_000 }
        configuration.valueNumbers = plan.dimensions.map { _ in ["it": 2, "de": 3] }
        self.configuration = configuration
        steps = EventStream.steps(seed: seed, configuration: configuration)
    }

    /// Every kind of condition, fold, quantity and item.
    private static let ownKPIs = """
        measures:
          value: { fold: sum value, of: event.order, where: channel = web | app and phase != after }
          signups: { fold: count, of: event.conversion, where: name = signup and has user }
          other_goals: { fold: count, of: event.conversion, where: name != signup and not paid }
          checkins: { fold: count, of: event.checkin, where: mode = online | none }
          guests: { fold: distinct user, of: event.checkin, where: value > -100 and value < 4000 }
          machines: { fold: distinct device, of: event.page_view, where: human = no }
          views: { fold: distinct object, of: event.page_view, where: human = any }
          time: { fold: sum duration, of: event.engagement, where: value >= 0 }
          moods: { fold: sum sentiment, of: event.review, where: not has response }
          threads: { fold: distinct thread, of: event.direct_message, where: not own }
          answers: { fold: distinct response, of: event.survey_answered, where: score = 5 }
          mails: { fold: distinct message, of: event.message_opened, where: subtype = soft | hard }
        kpis:
          - { id: own.value, definition: o@1, unit: currency, formula: value }
          - { id: own.goals, definition: o@1, unit: ratio, formula: signups / (signups + other_goals) }
          - { id: own.checkins, definition: o@1, unit: count, formula: checkins / guests }
          - { id: own.machines, definition: o@1, unit: count, formula: machines }
          - { id: own.views, definition: o@1, unit: count, formula: views }
          - { id: own.time, definition: o@1, unit: seconds, formula: mean(time) }
          - { id: own.visible, definition: o@1, unit: seconds, formula: time }
          - { id: own.mood, definition: o@1, unit: score, formula: 2.5 * moods }
          - { id: own.threads, definition: o@1, unit: count, formula: threads else answers }
          - { id: own.mails, definition: o@1, unit: ratio, formula: mails / mails_delivered }
        """

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
        if random.chance(8) { return nil }
        let share: Int = random.pick([60, 85])
        return compiler.definitions.kpis(parameters: compiler.parameters).compactMap { kpi in
            if random.chance(share) { return nil }
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
