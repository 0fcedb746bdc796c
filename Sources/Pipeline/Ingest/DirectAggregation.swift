// SPDX-License-Identifier: Apache-2.0

import Events
import Synchronization

/// The aggregator on the ingest thread itself: no hand-over, cheapest per event.
struct DirectAggregation: Aggregation, ~Copyable {
    /// The most values in a batch.
    static var batchLimit: Int { 20_000 }
    /// How often ticks show the state to others, ms.
    private static var publishInterval: Int64 { 200 }

    private var events: Lookahead
    private let port: CommitPort
    private let status: AggregatorStatus
    /// When a tick shows the state to others again, monotonic ms.
    private var nextPublishing = Int64.min

    init(_ aggregator: consuming Aggregator, port: CommitPort, status: AggregatorStatus) {
        events = Lookahead(aggregator)
        self.port = port
        self.status = status
    }

    var isDue: Bool { events.isDue }
    var isReadyForBarrier: Bool { true }

    mutating func addPartition(source: UInt64) -> Int? {
        events.settled { $0.addPartition(source: source) }
    }

    @inline(__always)
    mutating func ingest(_ event: borrowing Event, partition: Int, now: Int64) {
        events.ingest(event, partition: partition, now: now)
    }

    mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64) {
        events.ingestUnwanted(time: time, partition: partition, now: now)
    }

    /// Counts what waits for its memory: see `Lookahead`.
    mutating func settle() { events.settle() }

    mutating func recordSeen(partition: Int, now: Int64) {
        events.recordSeen(partition: partition, now: now)
    }

    mutating func endOfPartition(_ partition: Int, now: Int64) {
        events.endOfPartition(partition, now: now)
    }

    mutating func tick(now: Int64, sourceIsHealthy: Bool) {
        events.settled { aggregator in
            aggregator.tick(now: now, sourceIsHealthy: sourceIsHealthy)
            guard now >= nextPublishing else { return }
            nextPublishing = now + Self.publishInterval
            status.publish(aggregator)
        }
    }

    mutating func beginIdle(at wallClock: Int64) {
        events.settled { $0.beginIdle(at: wallClock) }
    }

    mutating func barrier(_ contents: BarrierContents, now: Int64) {
        events.settled { aggregator in
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
}
