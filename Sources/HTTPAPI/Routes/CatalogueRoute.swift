// SPDX-License-Identifier: Apache-2.0

import KPIs

/// What is counted, with the latest values of all together: `/api/v1/kpis`.
public final class CatalogueRoute: HTTPRoute {
    /// Renderings that are kept or being sent.
    public static let renderingLimit = 4

    private let application: ServedApplication
    private let renderings = Renderings<Subject>(limit: renderingLimit)

    /// A route.
    public init(_ application: ServedApplication) { self.application = application }

    private struct Subject: Equatable {
        var sequence: UInt64
        var second: Int64
    }

    /// Answers with the catalogue.
    ///
    /// - Throws: 400 for parameters, 503 while slow clients hold all renderings.
    public func answer(_ request: HTTPRequest) throws(HTTPProblem) -> HTTPResponse {
        try QueryParameters(request.query).allow([])
        let state = application.store.current
        let now = application.now()
        let subject = Subject(sequence: state.sequence, second: now / 1_000)
        return try .json(request, version: application.version(of: state)) {
            coding throws(HTTPProblem) in
            try renderings.body(subject, coding) { bytes in
                bytes.writeJSON { json in
                    json.object { write(state, now, to: &$0) }
                }
            }
        }
    }

    private func write(_ state: PublishedState, _ now: Int64, to json: inout JSONWriter) {
        json.field("application", application.name)
        json.field("generation", state.generation)
        json.field("zone", application.zone)
        json.field("watermark", state.status.watermark)
        json.field("now", now)
        json.field("every_ms", application.everyMilliseconds)
        json.field("kpis") { json in
            json.array(state.plan.kpis.indices) { json, kpi in
                json.object { json in
                    json.fields(of: state.plan.kpis[kpi])
                    json.fields(ofOutputsOf: kpi, state)
                }
            }
        }
    }
}

extension JSONWriter {
    /// Writes what a KPI's value means.
    fileprivate mutating func fields(of kpi: KPI) {
        field("id", kpi.id)
        field("title", kpi.title)
        field("definition", kpi.definition)
        field("source", kpi.source)
        if !kpi.market.isEmpty { field("market", kpi.market) }
        field("formula", kpi.formula.text)
        field("channel", String(kpi.id.prefix { $0 != "." }))
        field("unit", kpi.unit.rawValue)
        field("better", kpi.better.rawValue)
        field("basis", kpi.basis.rawValue)
        field("kind", kpi.formula.isList ? "list" : "value")
        if let target = kpi.target { field("target") { $0.value(target) } }
    }

    /// Writes where a KPI is computed, and what it comes to.
    fileprivate mutating func fields(ofOutputsOf kpi: Int, _ state: PublishedState) {
        let plan = state.plan
        let outputs = plan.outputs.indices.filter { plan.outputs[$0].kpi == kpi }
        let totals = outputs.filter { plan.outputs[$0].total == nil }
        field("windows") { json in
            json.array(totals) { json, number in
                let output = plan.outputs[number]
                json.object { json in
                    json.field("size", output.shape.sizeText)
                    json.field("hop", output.shape.hopText)
                    // Months have no one length.
                    if output.shape.shortest == output.shape.longest {
                        json.field("size_ms", output.shape.longest)
                    }
                    json.field("finality_ms", output.finality)
                }
            }
        }
        let sets = Set(outputs.map { plan.groupingSet(ofOutput: $0) }).sorted()
        field("by") { json in
            json.array(sets) { json, set in
                json.array(plan.dimensionNames(of: set)) { $0.value($1) }
            }
        }
        field("latest") { json in
            // Total series have the numbers of their outputs.
            json.array(totals) { json, number in
                json.object { json in
                    json.field("window", plan.outputs[number].shape.text)
                    json.readings(of: number, state, target: plan.kpis[kpi].target)
                }
            }
        }
    }

    private mutating func value(_ target: Target) {
        object { json in
            json.field("value", target.value)
            json.field("warn") { $0.value(target.warn) }
            json.field("breach") { $0.value(target.breach) }
            json.field("hold", target.hold)
            json.field("min_sample", target.minimumSample)
            json.field("direction", target.direction.rawValue)
        }
    }

    /// Writes one limit, or the two of a range, or `null`.
    private mutating func value(_ band: Target.Band) {
        switch (band.low.isFinite, band.high.isFinite) {
        case (true, false): value(band.low)
        case (false, true): value(band.high)
        case (false, false): null()
        case (true, true):
            array { json in
                json.value(band.low)
                json.value(band.high)
            }
        }
    }
}

extension Target {
    /// On which side of it values are good.
    fileprivate var direction: TargetDraft.Direction {
        let low = warn.low.isFinite || breach.low.isFinite
        let high = warn.high.isFinite || breach.high.isFinite
        return low && high ? .range : low ? .higher : .lower
    }
}

extension Formula {
    /// Whether the value is a list.
    fileprivate var isList: Bool { if case .top = self { true } else { false } }
}
