// SPDX-License-Identifier: Apache-2.0

public import KPIs
import Synchronization

/// The numbers under which series are published, for both threads that publish.
public final class SeriesRegistry: Sendable {
    private struct Key: Hashable {
        var output: Int
        var series: UInt32
    }

    let store: SnapshotStore
    let maker: SnapshotMaker
    private let numbers = Mutex<[Key: Int?]>([:])

    /// A registry over a store.
    public init(store: SnapshotStore, maker: SnapshotMaker) {
        self.store = store
        self.maker = maker
    }

    /// What to publish for a value; nil where the store holds as many series as it may.
    public func reading(of value: WindowValue, plan: Plan) -> SeriesReading? {
        guard let series = number(of: value, plan) else { return nil }
        return SeriesReading(
            series: series,
            reading: reading(of: value.newest(in: plan)),
            top: maker.top(of: value)
        )
    }

    private func reading(of value: WindowValue) -> Reading {
        Reading(
            start: value.start,
            end: value.end,
            revision: value.revision,
            isComplete: value.isComplete,
            value: value.value,
            previous: value.previous,
            target: value.target
        )
    }

    /// What to take the status of; nil where the series is not published.
    public func quiet(_ ended: EndedStatus) -> QuietSeries? {
        let isTotal = maker.view.plan.groupingSet(ofOutput: ended.output) == 0
        if isTotal { return QuietSeries(series: ended.output, end: ended.end) }
        let key = Key(output: ended.output, series: ended.series)
        let number: Int? = numbers.withLock { $0[key] ?? nil }
        return number.map { QuietSeries(series: $0, end: ended.end) }
    }

    private func number(of value: WindowValue, _ plan: Plan) -> Int? {
        if plan.groupingSet(ofOutput: value.output) == 0 { return value.output }
        let key = Key(output: value.output, series: value.series)
        return numbers.withLock { numbers in
            if let known = numbers[key] { return known }
            let snapshot = maker.snapshot(of: value)
            let number = store.register(
                output: value.output,
                dimensions: snapshot.dimensions,
                isOverflow: snapshot.isOverflow
            )
            numbers[key] = .some(number)
            return number
        }
    }
}
