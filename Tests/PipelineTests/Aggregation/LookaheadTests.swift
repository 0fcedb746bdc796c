// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Testing

@testable import Pipeline

struct LookaheadTests {
    private static let types: [EventType] = [
        .pageView, .conversion, .appOpen, .screenView, .messageSent, .messageDelivered,
        .messageOpened, .install, .impression, .reaction,
    ]

    private func aggregator(by groupingSets: [[String]] = []) throws -> Aggregator {
        var compiler = PlanCompiler()
        compiler.selections = ["web.visits", "web.bounce_rate", "web.visitors", "email.open_rate"]
            .map { KPISelection($0, by: groupingSets) }
        var configuration = AggregatorConfiguration(plan: try compiler.compile())
        configuration.outOfOrderness = 5_000
        return Aggregator(configuration)
    }

    private func event(_ number: Int, _ state: inout UInt64) -> Event {
        func random(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        let time = Int64(number) * 700 - Int64(random(20_000))
        var event = Event.make(Self.types[Int(random(UInt64(Self.types.count)))], at: time)
        event.id = HashMix.combine(random(50_000), 1)
        event.anonymous = HashMix.combine(random(300), 2)
        event.user = random(4) == 0 ? HashMix.combine(random(100), 3) : 0
        event.message = HashMix.combine(random(400), 4)
        return event
    }

    @Test func `with thousands of series what waits counts as it would at once, too`() throws {
        let seed = UInt64.random(in: 0...999_999)
        var alone = try aggregator(by: [["campaign"], ["campaign", "country"]])
        var ahead = Lookahead(try aggregator(by: [["campaign"], ["campaign", "country"]]))
        _ = alone.addPartition(source: 1)
        _ = ahead.settled { $0.addPartition(source: 1) }
        var state = seed
        for number in 0..<20_000 {
            var event = event(number, &state)
            // Each campaign comes back; slots are those of the grouping sets' dimensions.
            event.dimensions[0] = UInt32(2 + number * 7 % 6_000)
            event.dimensions[1] = UInt32(2 + number % 5)
            alone.ingest(copyOf: event, partition: 0, now: Int64(number))
            ahead.ingest(copyOf: event, partition: 0, now: Int64(number))
            if number % 11 == 5 {
                alone.ingestUnwanted(time: event.time, partition: 0, now: Int64(number))
                ahead.ingestUnwanted(time: event.time, partition: 0, now: Int64(number))
            }
        }
        let isFar = ahead.settled { $0.hasManySeries }
        #expect(isFar, "there are enough of them for hints")
        let expected = alone.collect(limit: 1_000_000, now: 20_000)
        let found = ahead.settled { $0.collect(limit: 1_000_000, now: 20_000) }
        #expect(expected.values.count > 6_000)
        #expect(
            found.values.map { "\($0)" } == expected.values.map { "\($0)" },
            "seed \(seed)"
        )
    }

    @Test func `what waits a little counts as it would at once`() throws {
        let seed = UInt64.random(in: 0...999_999)
        var alone = try aggregator()
        var ahead = Lookahead(try aggregator())
        for _ in 0..<2 {
            _ = alone.addPartition(source: 1)
            _ = ahead.settled { $0.addPartition(source: 1) }
        }
        var state = seed
        for number in 0..<20_000 {
            let event = event(number, &state)
            let (partition, now) = (number % 2, Int64(number))
            if number % 7 == 3 {
                alone.ingestUnwanted(time: event.time, partition: partition, now: now)
                ahead.ingestUnwanted(time: event.time, partition: partition, now: now)
            } else {
                alone.ingest(copyOf: event, partition: partition, now: now)
                ahead.ingest(copyOf: event, partition: partition, now: now)
            }
            if number % 501 == 500 {
                alone.recordSeen(partition: partition, now: now)
                ahead.recordSeen(partition: partition, now: now)
            }
            guard number % 1_000 == 999 else { continue }
            let expected = alone.collect(limit: 100_000, now: now)
            let found = ahead.settled { $0.collect(limit: 100_000, now: now) }
            #expect(found.watermark == expected.watermark, "seed \(seed)")
            #expect(
                found.values.map { "\($0)" } == expected.values.map { "\($0)" },
                "seed \(seed)"
            )
        }
        for partition in 0..<2 {
            #expect(ahead.outcomes(of: partition) == alone.outcomes(of: partition), "seed \(seed)")
            #expect(alone.outcomes(of: partition).counted > 0)
        }
    }
}
