// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Pipeline
import Workload

/// An aggregator that gets one event of each of many different people.
struct Crowd: ~Copyable {
    private var aggregator: Aggregator
    private var number: UInt64 = 0
    private var time = Workload.start
    private let series: Int

    /// Nobody.
    ///
    /// - Parameters:
    ///   - series: how many values the first dimension has; 0: none.
    ///   - windows: what is counted in; nil: what all benchmarks do.
    ///   - image: what another one recorded, to go on from; nil: nothing.
    /// - Throws: what the plan does.
    init(series: Int = 0, windows: [WindowShape]? = nil, from image: StateImage? = nil) throws {
        let configuration = AggregatorConfiguration(plan: try Workload.plan(windows: windows))
        self.init(try Self.aggregator(configuration, from: image), series: series)
    }

    private init(_ aggregator: consuming Aggregator, series: Int) {
        self.aggregator = aggregator
        self.series = series
    }

    private static func aggregator(
        _ configuration: AggregatorConfiguration,
        from image: StateImage?
    ) throws(StateError) -> Aggregator {
        guard let image else { return Aggregator(configuration) }
        return try Aggregator.restored(configuration, from: image, clockOffset: 0)
    }

    /// What the tables hold and take.
    var tableUse: [TableUse] { aggregator.tableUse }

    /// Counts events of a type, evenly spread over a time: each by somebody else.
    mutating func take(_ type: EventType, count: Int, within duration: Int64) {
        if number == 0 { precondition(aggregator.addPartition(source: 1) != nil, "there is room") }
        let begin = time
        var event = Event()
        event.type = type
        event.channel = type == .pageView ? .web : type == .screenView ? .app : .email
        for step in 0..<count {
            number += 1
            event.id = number.mixed
            let actor = (number | 1 << 60).mixed
            if type == .messageSent { event.message = actor } else { event.device = actor }
            // Numbers of interned values begin behind those of none and of the others.
            if series > 0 {
                event.dimensions[0] = ValueDictionary.firstNumber + UInt32(Int(number) % series)
            }
            event.time = begin + Int64(step) * duration / Int64(count)
            aggregator.ingest(&event, partition: 0, now: 0)
            if step.isMultiple(of: 4_096) { collect() }
        }
        time = begin + duration
        collect()
    }

    /// What changed since the barrier before.
    mutating func record(to recorder: inout StateRecorder) -> [UInt8] {
        aggregator.record(to: &recorder)
    }

    private mutating func collect() {
        while aggregator.isDue { _ = aggregator.collect(limit: 20_000, now: 0) }
    }
}

extension UInt64 {
    /// The finalizer of SplitMix64 (Steele, Lea and Flood, 2014); never 0.
    var mixed: UInt64 {
        var mixed = self &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return mixed == 0 ? 1 : mixed
    }
}
