// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

/// One random configuration with one random sequence of steps.
struct SimulationCase {
    let seed: UInt64
    let configuration: ModelConfiguration
    /// What made its plan.
    let compiler: PlanCompiler
    let steps: [ModelStep]

    /// A case of a seed.
    ///
    /// - Parameters:
    ///   - seed: decides everything.
    ///   - bursts: how many bursts of clicks its stream draws from.
    ///   - isNarrow: whether only one to three KPIs are counted, in half of the cases without looking for
    ///     events that come twice.
    /// - Throws: where the definitions cannot be compiled.
    init(seed: UInt64, bursts: ClosedRange<Int64> = 5...12, isNarrow: Bool = false) throws {
        self.seed = seed
        var random = SplitMix64(seed: seed ^ 0x5EED)
        var compiler = PlanCompiler()
        compiler.parameters = Self.parameters(&random)
        for (text, file) in [
            (Self.ownKPIs, "own.yaml"), (Self.feedbackKPIs, "feedback.yaml"),
            (TrackedKPIs.text, "tracked.yaml"),
        ] {
            let errors = compiler.definitions.add(Array(text.utf8), file: file)
            try #require(errors.isEmpty, "\(errors)")
        }
        if random.chance(40) { compiler.windows = [60_000, 3_600_000, 86_400_000] }
        if random.chance(40) {
            compiler.lateness = [10_000: 10_000, 60_000: 30_000, 3_600_000: 300_000]
        }
        compiler.selections = Self.selections(compiler, &random)
        var few = SplitMix64(seed: seed ^ 0xFE3)
        if isNarrow { compiler.selections = Self.few(of: compiler, &few) }
        let place = seed % 3 == 0 ? CalendarCase(seed: seed) : nil
        if let place { compiler = place.applied(to: compiler) }
        compiler.selections = compiler.selections.map { Self.sound($0, compiler) }
        Self.addTargets(to: &compiler, seed: seed)
        self.compiler = compiler
        let plan = try compiler.compile()
        var configuration = ModelConfiguration(plan: plan, partitions: Int(random.number(1...4)))
        configuration.names = ["signup": 1, "checkin": 2, "order": 3, "lead": 4]
        for name in plan.eventNames where configuration.names[name] == nil {
            configuration.names[name] = UInt64(configuration.names.count) + 1
        }
        configuration.outOfOrderness = random.pick([0, 5_000, 60_000])
        configuration.dedupWindow = random.pick([3_600_000, 86_400_000])
        if isNarrow {
            if few.chance(50) { configuration.dedupWindow = 0 }
            if few.chance(60) { configuration.emailDedupWindow = 0 }
        }
        configuration.sessionTimeout = compiler.parameters.sessionTimeout
        configuration.appSessionTimeout = compiler.parameters.appTimeout
        configuration.sessionCap = compiler.parameters.cap
        configuration.engagedAfter = compiler.parameters.engagedAfter
        configuration.attribution = compiler.parameters.attribution
        configuration.feedback = Self.feedback(&random)
        var joins = SplitMix64(seed: seed ^ 0xA11A5)
        configuration.aliasMemory = joins.pick([configuration.aliasMemory, 86_400_000, 0])
        if let place {
            configuration.zone = place.zone
            configuration.begin = place.begin
            configuration.epilogue = 40 * 86_400_000
        }
        if random.chance(25) { configuration.start = configuration.begin - 7_000 }
        configuration.valueNumbers = plan.dimensions.map { _ in ["it": 2, "de": 3] }
        self.configuration = configuration
        steps = EventStream.steps(seed: seed, configuration: configuration, bursts: bursts)
    }

    /// Targets of about half of the KPIs, near the values that streams have; other numbers than
    /// those of the rest, which are the same with and without targets.
    private static func addTargets(to compiler: inout PlanCompiler, seed: UInt64) {
        var random = SplitMix64(seed: seed ^ 0x7A26E7)
        let kpis = compiler.definitions.kpis(parameters: compiler.parameters)
        var selections = compiler.selections ?? kpis.map { KPISelection($0.id) }
        for index in selections.indices where random.chance(50) {
            guard let kpi = kpis.first(where: { $0.id == selections[index].id }) else { continue }
            let scale = kpi.unit == .ratio ? 0.05 : random.pick([0.1, 1, 10])
            let limits = (0..<5).map { _ in Double(random.number(0...20)) * scale }.sorted()
            var target = TargetDraft(value: limits[2])
            target.direction = random.pick([.higher, .lower, .range])
            switch target.direction {
            case .higher: (target.breach, target.warn) = ([limits[0]], [limits[1]])
            case .lower: (target.warn, target.breach) = ([limits[3]], [limits[4]])
            default:
                (target.breach, target.warn) = ([limits[0], limits[4]], [limits[1], limits[3]])
            }
            if random.chance(20) {
                target.breach = nil
            } else if random.chance(20) {
                target.warn = nil
            }
            target.hold = Int(random.number(1...3))
            target.minimumSample = random.pick([0, 0, 1, 2, 5])
            selections[index].target = target
        }
        // Without selections KPIs that no window suits are left out, not refused.
        if compiler.selections != nil { compiler.selections = selections }
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
          scores: { fold: tally score 0..10, of: event.survey_answered, where: scale = 10 }
          first_score: { fold: min score, of: event.survey_answered }
          best_score: { fold: max score, of: event.review }
          last_score: { fold: last score, of: event.rank }
          mean_mood: { fold: mean sentiment, of: event.review }
          reviewers: { fold: count, of: event.review, per: actor }
          uses: { fold: count, of: person_active, where: channel = app }
          fans: { fold: sum total, of: totals_read, where: metric = fans }
          orders: { fold: count, of: event.order }
          pages: { fold: top object, of: event.page_view }
          places: { fold: top country, of: [event.checkin, event.order], where: human = any }
          voices: { fold: distinct person, of: [event.review, event.direct_message] }
          spent: { fold: sum value, of: [event.order, event.review] }
        kpis:
          - { id: own.nps, definition: o@1, unit: score, basis: cohort, formula: "net(within(scores, 9..10), within(scores, 0..6), scores)" }
          - { id: own.score, definition: o@1, unit: score, basis: cohort, formula: mean(scores) }
          - { id: own.part, definition: o@1, unit: ratio, formula: points(scores) / scores }
          - { id: own.first, definition: o@1, unit: score, formula: first_score }
          - { id: own.best, definition: o@1, unit: score, formula: best_score, windows: 5m by 1m }
          - { id: own.last, definition: o@1, unit: score, formula: last_score, windows: 3m by 10s }
          - { id: own.mean, definition: o@1, unit: score, formula: mean_mood }
          - { id: own.median, definition: o@1, unit: score, formula: median(mean_mood) }
          - { id: own.slow, definition: o@1, unit: seconds, formula: "quantile(0.9, session_time)" }
          - { id: own.reviewers, definition: o@1, unit: count, formula: reviewers }
          - { id: own.week, definition: o@1, unit: count, formula: "active(uses, 7d)", windows: 7d by 1d }
          - { id: own.lost, definition: o@1, unit: ratio, formula: "(active(uses, 4d) - active(uses, 2d)) / active(uses, 2d, 2d)", windows: 4d by 1d }
          - { id: own.fans, definition: o@1, unit: count, formula: level(fans), windows: [1h, 1d] }
          - { id: own.fan_growth, definition: o@1, unit: ratio, formula: total_fans / (level(fans) - total_fans), windows: [1h] }
          - { id: own.so_far, definition: o@1, unit: count, formula: level(orders), windows: 2h by 30m }
          - { id: own.growth, definition: o@1, unit: ratio, formula: growth(web_views), windows: [1h] }
          - { id: own.rolling_growth, definition: o@1, unit: ratio, formula: growth(web_views), windows: 2h by 30m }
          - { id: own.later, definition: o@1, unit: ratio, formula: "growth(web_views, 1d)", windows: [1h] }
          - { id: own.share, definition: o@1, unit: ratio, formula: share(sessions_started), windows: [1m, 1d] }
          - { id: own.pages, definition: o@1, unit: count, formula: top(pages), limit: 100 }
          - { id: own.places, definition: o@1, unit: count, formula: top(places), limit: 2 }
          - { id: own.moving, definition: o@1, unit: count, formula: top(pages), windows: 1m by 10s }
          - { id: own.voices, definition: o@1, unit: count, formula: voices }
          - { id: own.spent, definition: o@1, unit: currency, formula: spent }
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

    /// The selections that the compiler does not refuse for their windows.
    private static func sound(
        _ selections: [KPISelection],
        _ compiler: PlanCompiler
    ) -> [KPISelection] {
        selections.filter { selection in
            var alone = compiler
            alone.selections = [selection]
            return (try? alone.compile()) != nil
        }
    }

    /// One to three KPIs.
    private static func few(of compiler: PlanCompiler, _ random: inout SplitMix64) -> [KPISelection]
    {
        let kpis = compiler.definitions.kpis(parameters: compiler.parameters)
        let picked = (0..<random.number(1...3)).map { _ in random.pick(kpis).id }
        return Set(picked).sorted().map { id in
            KPISelection(id, by: random.pick([[], [["country"]]]))
        }
    }

    /// The whole catalogue, or some of it by dimensions.
    private static func selections(
        _ compiler: PlanCompiler,
        _ random: inout SplitMix64
    ) -> [KPISelection]? {
        if random.chance(8) { return nil }
        let share: Int = random.pick([60, 85])
        let isFeedback = random.chance(25)
        return compiler.definitions.kpis(parameters: compiler.parameters).compactMap { kpi in
            if random.chance(isFeedback ? 30 : share) { return nil }
            if isFeedback, !kpi.id.hasPrefix("way.") { return nil }
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
/// The seed is printed with every difference; a failing one is kept as a case, with how many bursts
/// of clicks its stream draws from. `make` makes the subject for a configuration.
func check<Checked: Subject>(
    seed: UInt64,
    bursts: ClosedRange<Int64> = 5...12,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ make: (ModelConfiguration) throws -> Checked
) throws {
    let differences = try differences(seed: seed, bursts: bursts, make)
    #expect(differences.isEmpty, "seed \(seed), bursts \(bursts)", sourceLocation: sourceLocation)
}

/// What of a step tells it from others.
private func text(_ step: ModelStep) -> String {
    guard case .event(let partition, let event, _) = step else { return "\(step)" }
    return "\(event.type) at \(event.time) in partition \(partition)"
}

/// In what a subject differs from the model at a seed.
func differences<Checked: Subject>(
    seed: UInt64,
    bursts: ClosedRange<Int64> = 5...12,
    isNarrow: Bool = false,
    steps: (SimulationCase) -> [ModelStep] = { $0.steps },
    _ make: (ModelConfiguration) throws -> Checked
) throws -> [String] {
    let simulation = try SimulationCase(seed: seed, bursts: bursts, isNarrow: isNarrow)
    var model = ReferenceModel(simulation.configuration)
    var subject = try make(simulation.configuration)
    for (position, step) in steps(simulation).enumerated() {
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
