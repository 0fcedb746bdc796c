// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

/// That everything comes back is shown by simulation; here is what does not fit.
struct `Aggregator+StateTests` {
    private func configuration(
        _ kpis: [String],
        sessions: Int = 1_000
    ) throws -> AggregatorConfiguration {
        let compiler = PlanCompiler(selections: kpis.map { KPISelection($0) })
        var configuration = AggregatorConfiguration(plan: try compiler.compile())
        configuration.trackers.sessionLimit = sessions
        return configuration
    }

    /// The state after three visits.
    private func image() throws -> StateImage {
        var aggregator = Aggregator(try configuration(["web.visits", "web.bounce_rate"]))
        _ = aggregator.addPartition(source: 7)
        for visitor in 1...3 as ClosedRange<UInt64> {
            var event = Event()
            event.type = .pageView
            event.channel = .web
            event.time = 1_767_225_600_000 + Int64(visitor)
            event.received = event.time
            event.id = visitor
            event.anonymous = visitor << 58 | visitor
            aggregator.ingest(copyOf: event, partition: 0, now: 0)
        }
        _ = aggregator.collect(limit: 100, now: 0)
        var recorder = StateRecorder(clockOffset: 0)
        var image = StateImage()
        try image.apply(aggregator.record(to: &recorder))
        return image
    }

    @Test func `partitions, their counts and the watermark are those that were recorded`() throws {
        let restored = try Aggregator.restored(
            try configuration(["web.visits", "web.bounce_rate"]),
            from: try image(),
            clockOffset: 0
        )
        #expect(restored.partitionCount == 1)
        #expect(restored.outcomes(of: 0).counted == 3)
        #expect(restored.watermark == 1_767_225_600_003 - 60_000)
        #expect(restored.sessions.count == 3)
    }

    @Test func `a limit below what is stored is told, with both`() throws {
        let small = try configuration(["web.visits", "web.bounce_rate"], sessions: 2)
        do {
            _ = try Aggregator.restored(small, from: try image(), clockOffset: 0)
            Issue.record("three sessions fit two places")
        } catch let error as StateError {
            #expect(error.reason == .noRoom)
            #expect(error.description.contains("2"))
        }
    }

    @Test func `the state of other windows is refused`() throws {
        let other = try configuration(["mkt.orders", "web.engaged_time", "email.ctr"])
        let image = try image()
        #expect(throws: StateError.self) {
            _ = try Aggregator.restored(other, from: image, clockOffset: 0)
        }
    }

    @Test func `state without its parts is refused`() throws {
        let empty = try configuration(["web.visits"])
        #expect(throws: StateError.self) {
            _ = try Aggregator.restored(empty, from: StateImage(), clockOffset: 0)
        }
    }
}
