// SPDX-License-Identifier: Apache-2.0

import Events
import Synchronization

@testable import Pipeline

/// An aggregation that only writes down what the ingest loop tells it.
struct StageProbe: Aggregation, ~Copyable {
    /// What was told so far; any thread.
    final class Log: Sendable {
        struct Told {
            var sources: [UInt64] = []
            var times: [Int64] = []
            var partitions: Set<Int> = []
            var ends: Set<Int> = []
            var retired: [Int] = []
            var barriers: [[Int64]] = []
            /// Of each barrier; nil where an end was not known.
            var lags: [Int64?] = []
            /// Of each barrier that had one.
            var states: [[UInt8]] = []
            var beginnings = 0
            var ticks = 0
            /// Of the ticks, whether the source was said to be healthy.
            var healths: [Bool] = []
            /// Of the events, whether the tick before it said that the source is healthy.
            var healthsBefore: [Bool] = []
            var losses: [Int64] = []
            var isDue = false
            var areTransitionsFull = false
        }

        private let state = Mutex(Told())

        var told: Told { state.withLock { $0 } }

        func note(_ change: (inout Told) -> Void) { state.withLock { change(&$0) } }
    }

    let log: Log

    var isDue: Bool { log.told.isDue }
    var areTransitionsFull: Bool { log.told.areTransitionsFull }
    var isReadyForBarrier: Bool { true }

    mutating func addPartition(source: UInt64) -> Int? {
        log.note { $0.sources.append(source) }
        return log.told.sources.count - 1
    }

    mutating func adoptPartition() -> Int { addPartition(source: 0) ?? -1 }

    mutating func retirePartition(_ partition: Int, now: Int64) {
        log.note { $0.retired.append(partition) }
    }

    mutating func ingest(_ event: inout Event, partition: Int, now: Int64) {
        let time = event.time
        log.note {
            $0.times.append(time)
            $0.healthsBefore.append($0.healths.last ?? false)
            $0.partitions.insert(partition)
        }
    }

    mutating func ingestUnwanted(time: Int64, partition: Int, now: Int64) {}
    mutating func recordSeen(partition: Int, now: Int64) {}

    mutating func endOfPartition(_ partition: Int, now: Int64) {
        log.note { $0.ends.insert(partition) }
    }

    mutating func tick(now: Int64, sourceIsHealthy: Bool) {
        log.note {
            $0.ticks += 1
            $0.healths.append(sourceIsHealthy)
        }
    }

    mutating func beginIdle(at wallClock: Int64) { log.note { $0.beginnings += 1 } }

    mutating func lostEvents(before time: Int64) { log.note { $0.losses.append(time) } }

    mutating func barrier(_ contents: BarrierContents, now: Int64) {
        log.note {
            $0.barriers.append(contents.counts.map(\.records))
            $0.lags.append(contents.lag.flatMap { $0.isWhole ? $0.records : nil })
            if let state = contents.state { $0.states.append(state) }
        }
    }
}
