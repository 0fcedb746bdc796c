// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import Workload

/// An aggregator that gets events of one type by many actors, 2,000 a second of event time.
struct Counting: ~Copyable {
    private var aggregator: Aggregator
    private let templates: [Event]
    private var events: [Event] = []
    private var number: UInt64 = 0

    init(_ type: EventType) throws {
        let plan = try Workload.plan()
        var ingester = RecordIngester(Workload.ingest(plan), keepsRejected: false)
        ingester.addPartition(source: 0)
        aggregator = Aggregator(AggregatorConfiguration(plan: plan))
        _ = aggregator.addPartition(source: 1)
        var collector = Collector()
        let records = StoryRecords(count: 500, type: type)
        records.ingest(0..<500, by: &ingester, to: &collector)
        templates = collector.events
        precondition(!collector.events.isEmpty, "the plan wants \(type.name)")
    }

    /// Makes the next events: ids are new, actors are drawn.
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - actors: how many actors there are.
    ///   - firstNumber: repeats the events from this number on, if it is given.
    mutating func spread(_ count: Int, actors: UInt64, firstNumber: UInt64? = nil) {
        events.removeAll(keepingCapacity: true)
        for step in 0..<UInt64(count) {
            let own = (firstNumber ?? number) + step
            var event = templates[Int(own % UInt64(templates.count))]
            let actor = (own ^ 0x5DEE_CE66).mixed % actors
            event.id = own.mixed
            if event.anonymous != 0 { event.anonymous = (actor ^ 1 << 40).mixed }
            if event.device != 0 { event.device = (actor ^ 2 << 40).mixed }
            if event.user != 0 { event.user = (actor ^ 3 << 40).mixed }
            if event.session != 0 { event.session = (actor ^ 4 << 40).mixed }
            if event.message != 0 { event.message = (actor ^ 5 << 40).mixed }
            event.time = Workload.start + Int64(own) * 1_000 / Int64(Workload.eventsPerSecond)
            events.append(event)
        }
        if firstNumber == nil { number += UInt64(count) }
    }

    /// Counts what `spread` made.
    mutating func takeSpread(_ count: Int) {
        for index in 0..<count { aggregator.ingest(&events[index], partition: 0, now: 0) }
        if aggregator.isDue { _ = aggregator.collect(limit: 20_000, now: 0) }
    }

    /// Makes and counts many events.
    mutating func take(_ count: Int, actors: UInt64) {
        for _ in 0..<count / 5_000 {
            spread(5_000, actors: actors)
            takeSpread(5_000)
        }
    }
}

/// Keeps decoded events.
private struct Collector: EventRoute {
    var events: [Event] = []

    mutating func ingest(_ event: inout Event, partition: Int, now: Int64) {
        events.append(event)
    }
    mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64) {}
    mutating func recordSeen(partition: Int, now: Int64) {}
    mutating func endOfPartition(_ partition: Int, now: Int64) {}
}
