// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport

/// A model that is told short stories in seconds since a midnight, everything in order.
struct ModelBench {
    static let midnight: Int64 = 1_767_225_600_000

    var model: ReferenceModel
    private let plan: Plan
    private var ids: UInt64 = 0

    /// One KPI or some, in one window size.
    init(
        _ kpis: [KPISelection],
        window seconds: Int64 = 60,
        lateness: Int64 = 60,
        partitions: Int = 1,
        change: (inout ModelConfiguration) -> Void = { _ in }
    ) throws {
        var compiler = PlanCompiler()
        compiler.selections = kpis
        compiler.windows = [.tumbling(seconds * 1000)]
        compiler.lateness = [10_000: lateness * 1000]
        plan = try compiler.compile()
        var configuration = ModelConfiguration(plan: plan, partitions: partitions)
        configuration.outOfOrderness = 0
        change(&configuration)
        model = ReferenceModel(configuration)
    }

    init(_ kpi: String, window seconds: Int64 = 60, lateness: Int64 = 60) throws {
        try self.init([KPISelection(kpi)], window: seconds, lateness: lateness)
    }

    /// Lets an event happen at a second; `received` is the same, so that no event is too old.
    mutating func event(
        _ type: EventType,
        at second: Int64,
        partition: Int = 0,
        id: UInt64? = nil,
        _ change: (inout Event) -> Void = { _ in }
    ) {
        ids += 1
        var event = Event()
        event.type = type
        event.channel = type.defaultChannel
        event.id = id ?? ids
        event.time = Self.midnight + second * 1000
        event.received = event.time
        change(&event)
        model.step(.event(partition: partition, event: event, source: 0))
    }

    /// Moves the watermark to a second by an event that nobody counts.
    mutating func pass(to second: Int64, partition: Int = 0) {
        event(.rank, at: second, partition: partition)
    }

    /// Copies what is due when the monotonic clock says so many seconds.
    mutating func barrier(now second: Int64 = 0) { model.step(.barrier(now: second * 1000)) }

    mutating func tick(now second: Int64, healthy: Bool = true) {
        model.step(.tick(now: second * 1000, healthy: healthy))
    }

    /// The watermark in seconds since midnight.
    var watermark: Int64? { model.watermark.map { ($0 - Self.midnight) / 1000 } }

    /// What was emitted of a window that starts at a second, as text: kind, numerator, denominator.
    func told(_ kpi: String, at second: Int64, series: [UInt32] = []) -> [String] {
        model.values.filter { value in
            plan.kpis[plan.outputs[value.output].kpi].id == kpi && value.values == series
                && value.starts(in: plan).contains(Self.midnight + second * 1000)
        }.map { value in
            let den = value.den.map { "/\(Int($0))" } ?? ""
            let kind = value.kind == .final ? "" : " r\(value.revision)"
            return "\(Int(value.num))\(den)\(kind)"
        }
    }
}
