// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Where the pipeline leaves values for those who read them: the only thing they share.
///
/// Publishers and readers meet under one lock. A reader holds it while it takes references, a
/// publisher while it stores numbers (and, if a reader still holds the state before, copies them
/// once: about 2 MB for 10,000 series). Nothing is evaluated, rendered or sent under it.
public final class SnapshotStore: Sendable {
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
    ///   - status: The daemon's own numbers; nil leaves them as they were.
    /// - Complexity: O(number of values), and O(number of series) if a reader holds the state.
    public func publish(
        live: [SeriesReading] = [],
        finals: [SeriesReading] = [],
        status: PublishedStatus? = nil
    ) {
        state.withLock { state in
            for next in live { Self.keepNewest(next, in: &state.live) }
            for next in finals { Self.keepNewest(next, in: &state.finals) }
            if let status { state.status = status }
            state.sequence += 1
        }
    }

    private static func keepNewest(_ next: SeriesReading, in held: inout [Reading?]) {
        if let held = held[next.series], held.start > next.reading.start { return }
        held[next.series] = next.reading
    }
}
