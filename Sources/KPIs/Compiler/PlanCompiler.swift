// SPDX-License-Identifier: Apache-2.0

import Events
import YAMLText
public import Windowing

/// Compiles selected KPIs and configured windows into the flat tables that the pipeline runs on.
///
/// Compiling twice gives the same plan. Use it once at the start; nothing in it is fast.
public struct PlanCompiler: Sendable {
    /// What settings select; nil: the usual KPIs, grouped by what they say themselves.
    public var selections: [KPISelection]?
    /// Configured windows.
    public var windows: [WindowShape]
    /// Allowed lateness by window size, both ms: an unlisted size takes that of the next smaller
    /// listed one, else of the smallest.
    ///
    /// The size of a month is that of the longest.
    public var lateness: [Int64: Int64]
    /// The clock by which days, weeks and months go.
    public var calendar = ZoneCalendar.utc
    /// What settings say of sessions and attribution.
    public var parameters: Catalogue.Parameters
    /// The KPIs that can be selected.
    public var definitions: Definitions

    /// A compiler with the default settings unless said.
    public init(
        selections: [KPISelection]? = nil,
        windows: [WindowShape] = [10_000, 60_000, 3_600_000, 86_400_000],
        lateness: [Int64: Int64] = [
            10_000: 60_000, 60_000: 120_000, 3_600_000: 900_000, 86_400_000: 10_800_000,
        ],
        parameters: Catalogue.Parameters = Catalogue.Parameters(),
        definitions: Definitions = .builtIn
    ) {
        self.selections = selections
        self.windows = windows
        self.lateness = lateness
        self.parameters = parameters
        self.definitions = definitions
    }

    /// Compiles.
    ///
    /// - Throws: What is wrong with the selections, in a sentence that names the KPI.
    public func compile() throws(PlanError) -> Plan {
        let wanted = try selectedKPIs()
        let grouping = try GroupingSets(wanted.map(\.selection))
        var builder = PlanBuilder(
            grouping: grouping,
            parameters: parameters,
            lateness: lateness,
            calendar: calendar
        )
        for (position, (kpi, selection)) in wanted.enumerated() {
            let choice = WindowChoice(kpi: kpi, configured: windows, parameters: parameters)
            let shapes: [WindowShape]
            do throws(PlanError) {
                // A definition names the windows that would suit it; settings decide which there are.
                let own = kpi.sizes?.filter { $0.isSliding || windows.contains($0) }
                let explicit = selection.windows ?? own
                shapes = try choice.shapes(explicit: explicit, at: position)
            } catch {
                guard selections == nil, error.reason == .noWindow else { throw error }
                builder.omit(kpi)
                continue
            }
            builder.add(kpi, selection, in: shapes, sets: grouping.sets(of: position))
        }
        let plan = builder.plan()
        try checkEngagedAfter(plan)
        try checkClasses(plan)
        try check(plan)
        try checkDimensions(plan)
        return plan
    }

    /// Measures are bits of words on the way of an event.
    private func check(_ plan: Plan) throws(PlanError) {
        for kpi in plan.kpis where kpi.measures.count > Plan.mostCells {
            throw PlanError(
                .tooManyMeasures,
                "\(kpi.id) has \(kpi.measures.count) measures; at most \(Plan.mostCells) are "
                    + "possible, so make several KPIs of it"
            )
        }
        guard plan.goals.count <= Plan.mostGoals else {
            throw PlanError(
                .tooManyMeasures,
                "sessions are asked for \(plan.goals.count) goals; at most \(Plan.mostGoals) are "
                    + "possible, so select fewer KPIs"
            )
        }
        for (type, selections) in zip(EventType.allCases, plan.eventSelections)
        where selections.count > Plan.mostSelections {
            throw PlanError(
                .tooManyMeasures,
                "event.\(type.name) is measured in \(selections.count) ways; "
                    + "at most \(Plan.mostSelections) are possible, so select fewer KPIs"
            )
        }
    }

    /// Every value that is grouped by or listed takes a slot of an event.
    private func checkDimensions(_ plan: Plan) throws(PlanError) {
        let count = plan.dimensions.count + plan.listedDimensions.count
        guard count > Event.dimensionLimit else { return }
        throw PlanError(
            .tooManyDimensions,
            "\(plan.dimensions.count) dimensions under `by` and \(plan.listedDimensions.count) in "
                + "lists (\(plan.listedDimensions.map(\.key).joined(separator: ", "))); at most "
                + "\(Event.dimensionLimit) can be active, so remove some, or select fewer KPIs "
                + "that list values"
        )
    }

    /// The allowed lateness of a window size, ms.
    public func lateness(of size: Int64) -> Int64 { lateness.allowed(forSize: size) }

    private func selectedKPIs() throws(PlanError) -> [(kpi: KPI, selection: KPISelection)] {
        let catalogue = definitions.kpis(parameters: parameters)
        guard let selections else {
            return catalogue.filter(\.isUsual).map { ($0, KPISelection($0.id, by: $0.by)) }
        }
        var wanted: [(kpi: KPI, selection: KPISelection)] = []
        for (position, selection) in selections.enumerated() {
            guard var kpi = catalogue.first(where: { $0.id == selection.id }) else {
                let nearest = NearestName.to(selection.id, among: catalogue.map(\.id))
                throw PlanError(
                    .unknownKPI,
                    at: position,
                    "no KPI is called \(selection.id); did you mean \(nearest)? "
                        + "`streamgauge kpis` lists all"
                )
            }
            guard !wanted.contains(where: { $0.kpi.id == kpi.id }) else {
                throw PlanError(
                    .repeatedKPI,
                    at: position,
                    "\(kpi.id) is selected twice; put all its dimensions under one `by`"
                )
            }
            var selection = selection
            if selection.by.isEmpty { selection.by = kpi.by }
            if let target = selection.target {
                do throws(TextError) {
                    kpi.target = try target.target(of: kpi)
                } catch {
                    throw PlanError(.unsuitableTarget, at: position, error)
                }
            }
            wanted.append((kpi, selection))
        }
        return wanted
    }

    /// A session that is still running when its window's bounce rate is final must be engaged by
    /// then, or the rate would not be settled.
    private func checkEngagedAfter(_ plan: Plan) throws(PlanError) {
        let settling = plan.outputs.filter { output in
            plan.kpis[output.kpi].measures.contains { $0.fact == .sessionEngaged }
        }
        guard let first = settling.first,
            let smallest = settling.map({ lateness(of: $0.size) }).min(),
            parameters.engagedAfter > smallest
        else { return }
        throw PlanError(
            .engagedAfterTooLong,
            "sessions.engaged_after \(DurationText.of(parameters.engagedAfter)) is above the "
                + "smallest time.lateness \(DurationText.of(smallest)), so "
                + "\(plan.kpis[first.kpi].id) could not settle; lower the one or raise the other"
        )
    }

    /// What took a fact is remembered as a mask of 64 bits.
    private func checkClasses(_ plan: Plan) throws(PlanError) {
        guard plan.classCount > Plan.classLimit else { return }
        throw PlanError(
            .tooManyWindows,
            "the windows and settle times of the KPIs make \(plan.classCount) pairs, and "
                + "\(Plan.classLimit) are the most; list fewer sizes under `windows`"
        )
    }
}

extension [Int64: Int64] {
    /// The lateness listed for the size or the next smaller one, else for the smallest.
    func allowed(forSize size: Int64) -> Int64 {
        let listed = keys.filter { $0 <= size }.max() ?? keys.min()
        return listed.flatMap { self[$0] } ?? 0
    }
}
