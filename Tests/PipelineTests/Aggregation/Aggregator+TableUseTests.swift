// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import TestSupport
import Testing

@testable import Pipeline

struct `Aggregator+TableUseTests` {
    @Test func `tables tell what they hold and take, within what the limits amount to`() throws {
        var bench = try AggregatorBench([KPISelection("web.visits")])
        for number in 0..<5_000 {
            // Well mixed, as ids are: shards are chosen by the upper bits.
            let id = HashMix.combine(UInt64(number), 1)
            bench.event(.pageView, at: Int64(number) / 10, id: id) { $0.anonymous = id }
        }
        let use = bench.aggregator.tableUse
        #expect(use.map(\.name) == ["sessions", "event_ids"])
        let configuration = bench.aggregator.configuration
        for table in use {
            #expect(table.entries == 5_000)
            #expect(table.bytes > table.entries * table.entryBytes)
            let most = configuration.tableMemory(valueLimit: 1).first { $0.name == table.name }
            #expect(try table.bytes < #require(most?.bytes))
        }
        #expect(use[0].entryBytes == MemoryLayout<Session>.stride)
        // Two segments of sessions, their links in two wheels, and 64 shards of at least 128 slots.
        #expect(use[0].bytes >= 8_192 * 64 + 5_000 * 8 + 64 * 128 * 16)
    }
}
