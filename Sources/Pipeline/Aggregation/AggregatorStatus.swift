// SPDX-License-Identifier: Apache-2.0

public import KPIs
import Synchronization

/// How full an aggregator's tables are and what became of its events, for other threads.
///
/// The aggregator's thread publishes a few times a second, never per event.
public final class AggregatorStatus: Sendable {
    /// The state at one moment.
    public struct Reading: Sendable {
        /// Entries of the tables, their limits, and what found no room.
        public var tables: [PublishedStatus.Table] = []
        /// What became of the events, by partition.
        public var outcomes: [EventOutcomes] = []
        /// How far back duplicates are really known, s.
        public var dedupHorizonSeconds: Double = 0
        /// Combinations of dimension values that found no series of their own.
        public var refusedSeries = 0
    }

    private let state = Mutex(Reading())

    /// A status of nothing.
    public init() {}

    /// The state published last.
    public var current: Reading { state.withLock { $0 } }

    func publish(_ aggregator: borrowing Aggregator) {
        let reading = aggregator.reading
        state.withLock { $0 = reading }
    }
}
