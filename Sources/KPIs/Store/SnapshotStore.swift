// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Where the pipeline leaves values for those who read them: the only thing they share.
///
/// Publishers and readers meet under one lock. A reader holds it while it takes references, a
/// publisher while it stores numbers (and, if a reader still holds the state before, copies them
/// once: about 4.5 MB for 10,000 series). Nothing is evaluated, rendered or sent under it.
public final class SnapshotStore: Sendable {
    /// Events that are kept for those who come back; older ones are forgotten.
    public static let eventLimit = 200

    private let plan: Plan
    private let seriesLimit: Int
    private let state: Mutex<PublishedState>

    /// A store that holds the total series of each output and, up to the limit, others.
    ///
    /// - Parameters:
    ///   - plan: The compiled definitions.
    ///   - seriesLimit: How many series can be held (`http.series`); the totals are held in any
    ///     case.
    public init(plan: Plan, seriesLimit: Int) {
        self.plan = plan
        self.seriesLimit = seriesLimit
        var initial = PublishedState(plan: plan)
        initial.seriesLimit = seriesLimit
        for (number, output) in plan.outputs.enumerated()
        where plan.tables[output.table].groupingSet == 0 {
            initial.append(
                PublishedSeries(plan: plan, output: number, dimensions: [], isOverflow: false)
            )
        }
        state = Mutex(initial)
    }

    /// What is published now; any thread.
    public var current: PublishedState { state.withLock { $0 } }

    /// Gives a series a number to publish under.
    ///
    /// Any thread; the caller remembers the answer. Total series have the numbers of their
    /// outputs, from the start.
    ///
    /// - Parameters:
    ///   - output: Position in `Plan.outputs`.
    ///   - dimensions: Sorted by name; a value of nil is the overflow.
    ///   - isOverflow: Whether it is the overflow series.
    /// - Returns: The number, or nil where the limit is reached: then the series is not published,
    ///   which is counted.
    public func register(
        output: Int,
        dimensions: [(name: String, value: String?)],
        isOverflow: Bool
    ) -> Int? {
        let name = PublishedSeries(
            plan: plan,
            output: output,
            dimensions: dimensions,
            isOverflow: isOverflow
        )
        return state.withLock { state in
            guard state.series.count < seriesLimit else {
                state.droppedSeries += 1
                return nil
            }
            state.append(name)
            return state.series.count - 1
        }
    }

    /// Publishes values and numbers at once; any thread.
    ///
    /// A value of an older window than the one held is left out: the store keeps the newest.
    ///
    /// - Parameters:
    ///   - live: Early values.
    ///   - finals: Finals and revisions.
    ///   - quiet: Series whose status ended, and by when: one that turned later stays.
    ///   - status: The daemon's own numbers; nil leaves them as they were.
    ///   - events: What happened; beyond `eventLimit` the oldest are forgotten.
    /// - Complexity: O(number of values), and O(number of series) if a reader holds the state.
    public func publish(
        live: [SeriesReading] = [],
        finals: [SeriesReading] = [],
        quiet: [QuietSeries] = [],
        status: PublishedStatus? = nil,
        events: [PublishedEvent] = []
    ) {
        state.withLock { state in
            state.sequence += 1
            let sequence = state.sequence
            for next in live where Self.isNewest(next, among: state.live) {
                state.live[next.series] = next.reading
                if next.top != nil { state.liveTops[next.series] = next.top }
                state.changes[next.series] = sequence
            }
            for next in finals where Self.isNewest(next, among: state.finals) {
                state.finals[next.series] = next.reading
                if next.top != nil { state.finalTops[next.series] = next.top }
                state.changes[next.series] = sequence
            }
            for next in quiet where state.endStatus(of: next) {
                state.changes[next.series] = sequence
            }
            if let status { state.status = status }
            Self.append(events, to: &state)
        }
    }

    /// Tells how often the application's state was begun anew; any thread.
    public func begin(generation: Int) { state.withLock { $0.generation = generation } }

    private static func isNewest(_ next: SeriesReading, among held: [Reading?]) -> Bool {
        held[next.series].map { $0.start <= next.reading.start } ?? true
    }

    private static func append(_ events: [PublishedEvent], to state: inout PublishedState) {
        for var event in events.suffix(eventLimit) {
            event.sequence = state.sequence
            state.events.append(event)
        }
        state.events.removeFirst(max(0, state.events.count - eventLimit))
    }
}
