// SPDX-License-Identifier: Apache-2.0

import Events
import KPIs
import Pipeline
import Workload

/// Closing windows, and writing what they hold.
enum SnapshotParts {
    static func run() throws {
        let records = StoryRecords(count: 1_000_000)
        let plan = try Workload.plan()
        var ingester = RecordIngester(Workload.ingest(plan), keepsRejected: false)
        var aggregator = Aggregator(AggregatorConfiguration(plan: plan))
        ingester.addPartition(source: 0)
        precondition(aggregator.addPartition(source: 1) != nil, "room for one partition")
        var values: [WindowValue] = []
        var watch = Stopwatch(slices: 200)
        for slice in 0..<records.count / 5_000 {
            records.ingest(slice * 5_000..<(slice + 1) * 5_000, by: &ingester, to: &aggregator)
            watch.begin()
            let batch = aggregator.collect(limit: 20_000, now: 0)
            watch.end(operations: max(1, batch.values.count))
            values += batch.values
        }
        watch.report("collect, ns a value, 5,000 events between")
        encode(
            values,
            plan,
            SnapshotMaker(view: aggregator.view, dictionaries: ingester.dictionaries)
        )
    }

    private static func encode(_ values: [WindowValue], _ plan: Plan, _ maker: SnapshotMaker) {
        guard !values.isEmpty else { return }
        let encoder = SnapshotEncoder(
            plan: plan,
            application: "benchmark",
            generation: 1,
            keyFingerprint: IdentityKey.fixed.fingerprint
        )
        var bytes: [UInt8] = []
        Stopwatch.measure("make and encode a snapshot", slices: 20, operations: values.count) {
            for value in values {
                bytes.removeAll(keepingCapacity: true)
                encoder.append(maker.snapshot(of: value), emitted: 0, to: &bytes)
            }
        }
    }
}
