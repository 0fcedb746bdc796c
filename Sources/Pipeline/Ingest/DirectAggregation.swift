// SPDX-License-Identifier: Apache-2.0

import Events
import Synchronization

/// The aggregator on the ingest thread itself: no hand-over, cheapest per event.
struct DirectAggregation: Aggregation, ~Copyable {
    /// The most values in a batch.
    static var batchLimit: Int { 20_000 }
    /// How often ticks show the state to others, ms.
    private static var publishInterval: Int64 { 200 }

    private var aggregator: Aggregator
    private let port: CommitPort
    private let status: AggregatorStatus
    /// When a tick shows the state to others again, monotonic ms.
    private var nextPublishing = Int64.min

    init(_ aggregator: consuming Aggregator, port: CommitPort, status: AggregatorStatus) {
        self.aggregator = aggregator
        self.port = port
        self.status = status
    }

    var isDue: Bool { aggregator.isDue }
    var isReadyForBarrier: Bool { true }

    mutating func addPartition(source: UInt64) -> Int? {
        aggregator.addPartition(source: source)
    }

    mutating func ingest(_ event: borrowing Event, partition: Int, now: Int64) {
        aggregator.ingest(event, partition: partition, now: now)
    }

    mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64) {
        aggregator.ingestUnwanted(time: time, partition: partition, now: now)
    }

    mutating func recordSeen(partition: Int, now: Int64) {
        aggregator.recordSeen(partition: partition, now: now)
    }

    mutating func endOfPartition(_ partition: Int, now: Int64) {
        aggregator.endOfPartition(partition, now: now)
    }

    mutating func tick(now: Int64, sourceIsHealthy: Bool) {
        aggregator.tick(now: now, sourceIsHealthy: sourceIsHealthy)
        guard now >= nextPublishing else { return }
        nextPublishing = now + Self.publishInterval
        status.publish(aggregator)
    }

    mutating func beginIdle(at wallClock: Int64) { aggregator.beginIdle(at: wallClock) }

    mutating func barrier(_ contents: BarrierContents, now: Int64) {
        let values = aggregator.collect(limit: Self.batchLimit, now: now)
        let outcomes = contents.counts.indices.map { aggregator.outcomes(of: $0) }
        status.publish(aggregator)
        port.send(
            values: values,
            rejected: contents.rejected,
            counts: contents.counts,
            outcomes: outcomes
        )
    }
}
