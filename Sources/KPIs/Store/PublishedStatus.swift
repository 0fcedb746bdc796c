// SPDX-License-Identifier: Apache-2.0

/// The daemon's own numbers, as a scrape sees them.
///
/// Counts are totals since the start, those of topics and lost records since the first start of the
/// application; a pipeline fills one and publishes it with the values.
public struct PublishedStatus: Sendable, Equatable {
    /// What the process is to its application.
    public enum Role: String, Sendable, CaseIterable {
        /// It is on its way.
        case starting
        /// Another process leads; this one follows the state and waits.
        case standby
        /// It counts and writes.
        case leader
    }

    /// What the process is to its application.
    public var role = Role.starting
    /// What came of an input topic.
    public var topics: [Topic] = []
    /// The newest rejection of each topic and reason since the start.
    public var rejections: [RejectionExample] = []
    /// The input partitions.
    public var partitions: [Partition] = []
    /// The application's watermark, ms; nil: none yet.
    public var watermark: Int64?
    /// The rings between threads.
    public var rings: [Ring] = []
    /// The tables with a limit.
    public var tables: [Table] = []
    /// Those who are told of alerts.
    public var receivers: [Receiver] = []
    /// Values that found no place, by dimension.
    public var overflows: [Count] = []
    /// From the end of one poll of Kafka to the begin of the next one.
    public var pollGap = DurationHistogram(
        upperBoundsSeconds: DurationHistogram.pollGapBoundsSeconds
    )
    /// Commits by outcome.
    public var commits: [Count] = []
    /// Transitions of persons between stages that were written; nil: none are.
    public var transitions: UInt64?
    /// Bytes of changed state that were written, before they are compressed; nil: no state is kept.
    public var stateBytes: UInt64?
    /// How far back duplicates are really known, s; nil: not yet limited.
    public var dedupHorizonSeconds: Double?
    /// How long commits took.
    public var commitDuration = DurationHistogram()
    /// For how long the batch in flight has been tried, s; 0: there is none.
    public var commitPendingSeconds = 0.0
    /// From an event's receipt to the snapshot that contains it.
    public var eventToSnapshot = DurationHistogram()
    /// Early values that found no room in their round (`output.max_early`); they come later.
    public var earlySkipped: UInt64 = 0
    /// How often the two sides of the conservation equation differed.
    public var conservationViolations: UInt64 = 0
    /// Whether the process does its work at all.
    public var isLive = true
    /// Whether values can be relied on.
    public var isReady = false
    /// Why it is not live or not ready, one sentence each.
    public var reasons: [String] = []

    /// A status of nothing.
    public init() {}

    /// A count by name.
    public struct Count: Sendable, Equatable {
        /// What is counted.
        public var name: String
        /// How many.
        public var count: UInt64
        /// How many of them earlier processes counted, as the state tells.
        public var restored: UInt64

        /// How many since this process goes on from the state: what a counter of Prometheus shows, which
        /// may fall to nothing only.
        public var sinceStart: UInt64 { count - min(count, restored) }

        /// A count.
        public init(name: String, count: UInt64, restored: UInt64 = 0) {
            self.name = name
            self.count = count
            self.restored = restored
        }
    }

    /// What came of an input topic; each outcome by its name in the metrics.
    public struct Topic: Sendable, Equatable {
        /// The topic.
        public var name: String
        /// Records by outcome: `decoded`, `empty`, `rejected`.
        public var records: [Count]
        /// Events by outcome: `counted`, `late`, `duplicate`, `filtered`, `rejected`.
        public var events: [Count]
        /// Rejections by reason.
        public var rejections: [Count]

        /// A topic's counts.
        public init(name: String, records: [Count], events: [Count], rejections: [Count]) {
            self.name = name
            self.records = records
            self.events = events
            self.rejections = rejections
        }
    }

    /// Where an input partition is.
    public struct Partition: Sendable, Equatable {
        /// Its topic.
        public var topic: String
        /// Its number.
        public var partition: Int32
        /// Its watermark, ms; nil: no event yet.
        public var watermark: Int64?
        /// Records that are not read yet; nil: not known.
        public var lag: Int64?
        /// Whether it is left out of the application's watermark.
        public var isIdle: Bool
        /// Records that were deleted before they were read.
        public var lostRecords: UInt64 = 0

        /// A partition's place.
        public init(
            topic: String,
            partition: Int32,
            watermark: Int64?,
            lag: Int64?,
            isIdle: Bool
        ) {
            self.topic = topic
            self.partition = partition
            self.watermark = watermark
            self.lag = lag
            self.isIdle = isIdle
        }
    }

    /// How full a ring is.
    public struct Ring: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// From 0 to 1.
        public var fillRatio: Double

        /// A ring's level.
        public init(name: String, fillRatio: Double) {
            self.name = name
            self.fillRatio = fillRatio
        }
    }

    /// How near a table is to its limit.
    public struct Table: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Entries held.
        public var entries: Int
        /// Entries it may hold.
        public var limit: Int
        /// How often something found no room since the start; nil: it is told elsewhere.
        public var refused: UInt64?

        /// A table's level.
        public init(name: String, entries: Int, limit: Int, refused: UInt64? = nil) {
            self.name = name
            self.entries = entries
            self.limit = limit
            self.refused = refused
        }
    }

    /// How it goes to tell somebody of alerts.
    public struct Receiver: Sendable, Equatable {
        /// Its kind and address: `alertmanager/localhost:9093`.
        public var name: String
        /// Requests by what came of them: `accepted`, `refused`, `failed`.
        public var requests: [Count]
        /// Alerts that it is to know and was not told yet.
        public var waiting: Int
        /// How many of these there may be.
        public var limit: Int
        /// Alerts that it will not be told: refused, too many, or tried too often.
        public var dropped: UInt64
        /// Why the last request did not succeed; nil: it did, or there was none.
        public var trouble: String?

        /// A receiver that was told nothing yet.
        public init(name: String, limit: Int) {
            self.name = name
            self.limit = limit
            requests = []
            (waiting, dropped) = (0, 0)
        }
    }
}
