// SPDX-License-Identifier: Apache-2.0

import KPIs
import Kafka
import Pipeline
import Workload

/// Decodes and counts on the same thread; finals are made every five seconds and dropped.
struct AggregatingStage: ReadingStage, ~Copyable {
    private static let batchLimit = 20_000
    private static let interval = 5_000

    private let clock = ContinuousClock()
    private let begin: ContinuousClock.Instant
    private var lastCollection = 0
    private var valueCount = 0
    private var ingester: RecordIngester
    private var events: Lookahead

    init() throws {
        begin = clock.now
        let plan = try Workload.plan()
        ingester = RecordIngester(Workload.ingest(plan), keepsRejected: false)
        events = Lookahead(Aggregator(AggregatorConfiguration(plan: plan)))
    }

    mutating func begin(partitionCount: Int) {
        for _ in 0..<partitionCount {
            ingester.addPartition(source: 0)
            let number = events.settled { $0.addPartition(source: 1) }
            precondition(number != nil, "room for six partitions")
        }
    }

    mutating func take(_ batch: borrowing RecordBatch) {
        let now = Int((clock.now - begin) / .milliseconds(1))
        ingester.ingest(batch, now: Int64(now), to: &events)
        events.settled { $0.tick(now: Int64(now), sourceIsHealthy: true) }
        guard now - lastCollection >= Self.interval else { return }
        lastCollection = now
        repeat {
            valueCount += events.settled {
                $0.collect(limit: Self.batchLimit, now: Int64(now)).values.count
            }
        } while events.isDue
    }

    var findings: [String: Int] {
        var findings = ["values": valueCount]
        for partition in 0..<events.partitionCount {
            // Nothing waits: each batch ends with a tick.
            let outcomes = events.outcomes(of: partition)
            findings["counted", default: 0] += Int(outcomes.counted)
            findings["late", default: 0] += Int(outcomes.late)
            findings["duplicate", default: 0] += Int(outcomes.duplicate)
            findings["filtered", default: 0] += Int(outcomes.filtered)
        }
        return findings
    }
}
