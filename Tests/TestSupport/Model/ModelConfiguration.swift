// SPDX-License-Identifier: Apache-2.0

public import KPIs

/// What `ReferenceModel` must know besides the events; all times in ms.
public struct ModelConfiguration: Sendable {
    /// Definitions, with the allowed lateness of each table.
    public var plan: Plan
    /// How many input partitions there are.
    public var partitions: Int
    /// How much the largest event time leads the watermark.
    public var outOfOrderness: Int64 = 60_000
    /// How long a partition that was read to its end is waited for.
    public var idle: Int64 = 30_000
    /// How much older than its receipt an event may be.
    public var maxAge: Int64 = 72 * 3_600_000
    /// How much younger than its receipt an event may be.
    public var maxAhead: Int64 = 600_000
    /// How long ids are remembered.
    public var dedupWindow: Int64 = 24 * 3_600_000
    /// How long ids of channel `email` are remembered.
    public var emailDedupWindow: Int64 = 48 * 3_600_000
    /// Session timeout on the web.
    public var sessionTimeout: Int64 = 1_800_000
    /// Session timeout in the app.
    public var appSessionTimeout: Int64 = 300_000
    /// The longest session.
    public var sessionCap: Int64 = 24 * 3_600_000
    /// The shortest engaged session.
    public var engagedAfter: Int64 = 10_000
    /// How long opens and clicks are credited to a delivery.
    public var attribution: Int64 = 7 * 86_400_000
    /// How long a join of ids is remembered behind its last day.
    public var aliasMemory: Int64 = 90 * 86_400_000
    /// Times of answers, money and the journey.
    public var feedback = Feedback()
    /// The largest allowed lateness: how long trackers see events.
    public var largestLateness: Int64
    /// The least time between two revisions of a key, by the monotonic clock.
    public var revisionPause: Int64 = 30_000
    /// Where the watermark begins; nil: unset until every partition has brought an event.
    public var start: Int64?
    /// From when on every event is seen, ms.
    public var completeFrom = Int64.min
    /// Hashes of the names that conditions name.
    public var names: [String: UInt64] = [:]
    /// The clock by which days, weeks and months go.
    public var zone = ModelZone.utc
    /// When the story of a simulation begins at the earliest.
    public var begin: Int64 = 1_767_225_600_000
    /// How long after the story its last event comes, which closes windows.
    public var epilogue: Int64 = 9 * 86_400_000
    /// Numbers of the values that `Plan.Output.expected` names, by dimension slot.
    public var valueNumbers: [[String: UInt32]] = []

    /// The defaults of the contract with the lateness that the plan's tables have.
    public init(plan: Plan, partitions: Int = 1) {
        self.plan = plan
        self.partitions = partitions
        largestLateness = plan.tables.map(\.lateness).max() ?? 0
    }

    /// Times of section 10, ms.
    public struct Feedback: Sendable {
        /// How long an answer or a reading of spending can change.
        public var change: Int64 = 30 * 86_400_000
        /// How long an answer belongs to an invitation.
        public var survey: Int64 = 7 * 86_400_000
        /// How long a person is the same lead.
        public var lead: Int64 = 90 * 86_400_000
        /// How long orders belong to a touch.
        public var touch: Int64 = 30 * 86_400_000
        /// How long the way from stage to stage may take.
        public var stage: Int64 = 7 * 86_400_000
        /// How long a silent conversation is remembered.
        public var silence: Int64 = 30 * 86_400_000

        /// The real times.
        public init() {}
    }
}
