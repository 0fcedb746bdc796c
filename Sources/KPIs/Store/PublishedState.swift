// SPDX-License-Identifier: Apache-2.0

/// Everything that is published, as of one moment: an immutable value that shares its storage.
public struct PublishedState: Sendable {
    /// The compiled definitions.
    public let plan: Plan
    /// Counts publications.
    public internal(set) var sequence: UInt64 = 0
    /// The series by number; the first ones are the totals of `Plan.outputs` in order.
    public internal(set) var series: [PublishedSeries] = []
    /// The newest early value by series number.
    public internal(set) var live: [Reading?] = []
    /// The newest final or revision of the newest window by series number.
    public internal(set) var finals: [Reading?] = []
    /// The lists of `live`, by series number; only KPIs that list values have some.
    public internal(set) var liveTops: [Int: [TopValue]] = [:]
    /// The lists of `finals`, by series number.
    public internal(set) var finalTops: [Int: [TopValue]] = [:]
    /// The publication that changed `live` or `finals` last, by series number; 0: none did.
    public internal(set) var changes: [UInt64] = []
    /// What happened, the newest `SnapshotStore.eventLimit`, oldest first.
    public internal(set) var events: [PublishedEvent] = []
    /// How often the application's state was begun anew; nil: not known yet.
    public internal(set) var generation: Int?
    /// How many series can be held, totals included, which are held in any case.
    public internal(set) var seriesLimit = 0
    /// How many series found no place.
    public internal(set) var droppedSeries: UInt64 = 0
    /// The daemon's own numbers.
    public internal(set) var status = PublishedStatus()

    init(plan: Plan) { self.plan = plan }

    /// The newest early value of a series, unless its window has become final.
    public func currentLive(of number: Int) -> Reading? {
        guard let live = live[number] else { return nil }
        guard let final = finals[number] else { return live }
        return live.start > final.start ? live : nil
    }

    /// Takes the status that a series had when it went quiet; false: there is none of then.
    mutating func endStatus(of quiet: QuietSeries) -> Bool {
        func isEnded(_ reading: Reading?) -> Bool {
            reading?.target.map { $0.since <= quiet.end } ?? false
        }
        let (isLiveEnded, isFinalEnded) = (
            isEnded(live[quiet.series]), isEnded(finals[quiet.series])
        )
        if isLiveEnded { live[quiet.series]?.target = nil }
        if isFinalEnded { finals[quiet.series]?.target = nil }
        return isLiveEnded || isFinalEnded
    }

    mutating func append(_ name: PublishedSeries) {
        series.append(name)
        live.append(nil)
        finals.append(nil)
        changes.append(0)
    }
}
