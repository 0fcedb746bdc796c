// SPDX-License-Identifier: Apache-2.0

import KPIs
import Synchronization

/// Counts how long the ingest thread stands away from Kafka: from the end of one poll to the
/// begin of the next one.
///
/// The ingest thread observes, any thread reads. As there is one writer, it loads and stores; all
/// is relaxed: each number only grows and orders nothing. A reading may know a gap in its count
/// and not yet in its sum.
final class PollGaps: Sendable {
    /// Upper ends of the buckets, included, ns.
    private let ends: InlineArray<10, Int64>
    /// Gaps by bucket; the last one has no end.
    private let counts: InlineArray<11, Atomic<UInt64>>
    /// Of all gaps, ns.
    private let sum = Atomic<Int64>(0)

    /// Counts of nothing.
    init() {
        let bounds = DurationHistogram.pollGapBoundsSeconds
        ends = InlineArray { Int64((bounds[$0] * 1e9).rounded()) }
        counts = InlineArray { _ in Atomic(0) }
    }

    /// Adds a gap; the ingest thread, once a poll.
    func observe(nanoseconds: Int64) {
        var bucket = 0
        while bucket < ends.count, nanoseconds > ends[bucket] { bucket += 1 }
        let count = counts[bucket].load(ordering: .relaxed)
        counts[bucket].store(count + 1, ordering: .relaxed)
        sum.store(sum.load(ordering: .relaxed) + nanoseconds, ordering: .relaxed)
    }

    /// The gaps so far; any thread.
    var histogram: DurationHistogram {
        DurationHistogram(
            upperBoundsSeconds: DurationHistogram.pollGapBoundsSeconds,
            counts: counts.indices.map { counts[$0].load(ordering: .relaxed) },
            sumSeconds: Double(sum.load(ordering: .relaxed)) / 1e9
        )
    }
}
