// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import Workload

/// The way of an event, as `Benchmarks/hotpath` watches it: what lies inside of `measured` only.
///
/// Tables are filled first, so that what remains is the steady state, with the growth of tables that
/// goes on as long as new visitors come.
enum HotPath {
    private static let warmUp = 300_000
    private static let sliceSize = 10_000
    private static let slices = 10

    /// Runs the way once and prints how many events were measured.
    static func run() throws {
        let records = StoryRecords(count: warmUp + sliceSize * slices)
        let plan = try Workload.plan()
        var ingester = RecordIngester(Workload.ingest(plan), keepsRejected: false)
        var events = Lookahead(Aggregator(AggregatorConfiguration(plan: plan)))
        ingester.addPartition(source: 0)
        let number = events.settled { $0.addPartition(source: 1) }
        precondition(number != nil, "room for one partition")
        records.ingest(0..<warmUp, by: &ingester, to: &events)
        repeat { events.settled { _ = $0.collect(limit: 20_000, now: 0) } } while events.isDue
        for slice in 0..<slices {
            let first = warmUp + slice * sliceSize
            measured(records, first..<first + sliceSize, &ingester, &events)
        }
        print(sliceSize * slices)
    }

    /// Named by the script, which collects from its first instruction to its last.
    @inline(never)
    private static func measured(
        _ records: StoryRecords,
        _ range: Range<Int>,
        _ ingester: inout RecordIngester,
        _ events: inout Lookahead
    ) {
        records.ingest(range, by: &ingester, to: &events)
    }
}
