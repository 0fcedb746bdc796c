// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Windowing

@testable import Pipeline

/// An aggregator that is told short stories in seconds since a midnight, everything in order.
struct AggregatorBench: ~Copyable {
    static let midnight: Int64 = 1_767_225_600_000

    var aggregator: Aggregator
    /// Everything that was emitted.
    private(set) var values: [WindowValue] = []
    let plan: Plan
    private var ids: UInt64 = 0
    private var now: Int64 = 0

    /// Some KPIs in windows of a minute; allowed lateness is a minute, too.
    init(
        _ kpis: [KPISelection],
        windows: [WindowShape] = [60_000],
        lateness: [Int64: Int64] = [10: 60],
        calendar: ZoneCalendar = .utc,
        partitions: Int = 1,
        definitions: String = "",
        from image: StateImage? = nil,
        change: (inout AggregatorConfiguration) -> Void = { _ in }
    ) throws {
        var compiler = PlanCompiler()
        compiler.selections = kpis
        compiler.windows = windows
        compiler.lateness = Dictionary(
            uniqueKeysWithValues: lateness.map { ($0.key * 1_000, $0.value * 1_000) }
        )
        let errors =
            definitions.isEmpty
            ? [] : compiler.definitions.add(Array(definitions.utf8), file: "own.yaml")
        precondition(errors.isEmpty, "\(errors)")
        compiler.calendar = calendar
        let plan = try compiler.compile()
        var configuration = AggregatorConfiguration(plan: plan)
        configuration.outOfOrderness = 0
        configuration.trackers.largestLateness = (lateness.values.max() ?? 0) * 1_000
        configuration.trackers.sessionLimit = 10_000
        change(&configuration)
        self.init(try Self.aggregator(configuration, from: image), plan)
        // What went before had ids of its own.
        if image != nil { ids = 1_000 }
        for partition in 0..<(image == nil ? partitions : 0) {
            precondition(aggregator.addPartition(source: 1) == partition)
        }
    }

    private init(_ aggregator: consuming Aggregator, _ plan: Plan) {
        self.aggregator = aggregator
        self.plan = plan
    }

    private static func aggregator(
        _ configuration: AggregatorConfiguration,
        from image: StateImage?
    ) throws(StateError) -> Aggregator {
        guard let image else { return Aggregator(configuration) }
        return try Aggregator.restored(configuration, from: image, clockOffset: 0)
    }

    /// Lets an event happen at a second.
    mutating func event(
        _ type: EventType,
        at second: Int64,
        partition: Int = 0,
        id: UInt64? = nil,
        _ change: (inout Event) -> Void = { _ in }
    ) {
        ids += 1
        var event = Event.make(type, at: Self.midnight + second * 1_000)
        event.id = id ?? ids
        change(&event)
        aggregator.ingest(copyOf: event, partition: partition, now: now)
    }

    /// Page views at some seconds.
    mutating func view(at seconds: Int64..., country: UInt32 = 0) {
        for second in seconds { event(.pageView, at: second) { $0.dimensions[0] = country } }
    }

    /// Moves the watermark to a second by an event that nobody counts.
    mutating func pass(to second: Int64, partition: Int = 0) {
        aggregator.ingestUnwanted(
            time: Self.midnight + second * 1_000,
            partition: partition,
            now: now
        )
    }

    /// Copies what is due when the monotonic clock says so many seconds; tells how many values.
    @discardableResult
    mutating func collect(now second: Int64 = 0, limit: Int = 1_000) -> Int {
        now = second * 1_000
        let batch = aggregator.collect(limit: limit, now: now)
        values += batch.values
        return batch.values.count
    }

    @discardableResult
    mutating func finish(limit: Int = 1_000) -> Int {
        let batch = aggregator.finish(limit: limit, now: now)
        values += batch.values
        return batch.values.count
    }

    /// What was emitted of the window that starts at a second, oldest first: the numerator, with
    /// `rN` for revisions and `-second` for the end of a gap.
    func told(
        at second: Int64,
        country: UInt32? = nil,
        size: Int64? = nil,
        of kpi: String? = nil
    ) -> [String] {
        matching(second, country, size, kpi).map { value in
            let revision = value.kind == .final ? "" : " r\(value.revision)"
            let gap = value.gapUntil.map { "-\(($0 - Self.midnight) / 1_000)" } ?? ""
            return "\(Int(value.value.num))\(revision)\(gap)"
        }
    }

    /// What the window before was said to be, by emitted value; nil: nothing was said.
    func previous(at second: Int64, country: UInt32? = nil) -> [Double??] {
        matching(second, country, nil, nil).map(\.previous)
    }

    /// The values of a window.
    func matching(
        _ second: Int64,
        _ country: UInt32?,
        _ size: Int64?,
        _ kpi: String?
    ) -> [WindowValue] {
        values.filter { value in
            let output = plan.outputs[value.output]
            let groupingSet = plan.tables[output.table].groupingSet
            let series = aggregator.view.values(of: value.series, in: groupingSet)
            return value.start == Self.midnight + second * 1_000
                && series == (country.map { [$0] } ?? [])
                && (size == nil || output.size == (size ?? 0) * 1_000)
                && (kpi == nil || plan.kpis[output.kpi].id == kpi)
        }
    }
}
